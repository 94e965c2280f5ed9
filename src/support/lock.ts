import {open, readFile, rm} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import {ensureDirectory} from './ensure-directory.ts';

/** Tell whether a process of that number is there. */
export function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}

/**
Hold a file as a lock while work is done, so that only one of two processes does it. A lock whose holder is gone does not count.
*/
export async function withLock<Value>(
	file: string,
	{signal}: {readonly signal: AbortSignal},
	work: () => Promise<Value>,
): Promise<Value> {
	ensureDirectory(path.dirname(file));
	while (!(await claimLock(file))) {
		await sleep(50, undefined, {signal});
	}

	try {
		return await work();
	} finally {
		await rm(file, {force: true});
	}
}

async function claimLock(file: string) {
	try {
		const handle = await open(file, 'wx', 0o600);
		await handle.writeFile(String(process.pid));
		await handle.close();
		return true;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
			throw error;
		}

		const holder = Number(await readFile(file, 'utf8').catch(() => ''));
		if (holder > 0 && !isAlive(holder)) {
			await rm(file, {force: true});
		}

		return false;
	}
}
