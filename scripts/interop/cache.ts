import {existsSync, mkdirSync} from 'node:fs';
import {homedir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {execa} from 'execa';

/** The folder outside the checkout where other people's programs are installed, once for a machine: `BTOP_INTEROP_CACHE`, or one in the user's cache. */
export const cache =
	process.env.BTOP_INTEROP_CACHE ?? path.join(homedir(), '.cache', 'btop-interop');

/** What a test needs, or why it cannot be had. */
export type Found =
	{readonly ok: true; readonly path: string} | {readonly ok: false; readonly problem: string};

export type Installation = {
	/** Its folder in the cache, which names its version. */
	readonly folder: string;
	/** What is there once it is installed, below the folder. */
	readonly result: string;
	/** Commands to run in the folder, in order. */
	readonly commands: ReadonlyArray<readonly [string, ...string[]]>;
};

/** Install a program into the cache, unless it is there. */
export async function install(installation: Installation): Promise<Found> {
	const found = findInstalled(installation);
	if (found.ok) {
		return found;
	}

	const cwd = path.join(cache, installation.folder);
	mkdirSync(cwd, {recursive: true});
	for (const [program, ...words] of [...installation.commands, ['touch', 'complete'] as const]) {
		const {failed, stderr} = await execa(program, words, {
			cwd,
			reject: false,
			stdin: 'ignore',
		});
		if (failed) {
			const said = stderr.trim().split('\n').at(-1) ?? '';
			return {ok: false, problem: `\`${[program, ...words].join(' ')}\` failed: ${said}`};
		}
	}

	return findInstalled(installation);
}

/** Look for a program in the cache. */
function findInstalled({folder, result}: Pick<Installation, 'folder' | 'result'>): Found {
	const file = path.join(cache, folder, result);
	return existsSync(file) && existsSync(path.join(cache, folder, 'complete'))
		? {ok: true, path: file}
		: {ok: false, problem: 'it is not installed'};
}
