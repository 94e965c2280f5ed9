import {readFile} from 'node:fs/promises';
import {openConnection} from '../chain/connection/json-rpc.ts';
import {ChainRequestError, ChainUnreachableError} from '../chain/errors.ts';
import {BtopError} from '../support/errors.ts';
import type {Home} from '../support/home.ts';
import {isAlive, isStartedAs} from '../support/process.ts';

export type DevnetRecord = {
	readonly url: string;
	readonly pid: number;
};

export type FindDevnetOptions = {
	/** How long it may take to say who it is, in milliseconds. @default 10_000 */
	readonly patience?: number;
	readonly signal: AbortSignal;
};

/** Error thrown when something takes calls where the devnet should, and says nothing. */
export class DevnetSilentError extends BtopError {
	override name = 'DevnetSilentError';
	override readonly code = 'devnet-silent';
	readonly url: string;
	readonly pid: number;

	constructor({url, pid}: DevnetRecord, record: string) {
		super(`The devnet at \`${url}\`, process \`${pid}\`, does not say who it is`, {
			fix: `If that process is a devnet that hangs, end it with \`kill ${pid}\`; if it is another program, remove \`${record}\`.`,
		});
		this.url = url;
		this.pid = pid;
	}
}

/**
Find the devnet that runs for a home; `undefined` where none does.

What the record says is not enough, since the process may be gone and its number another's: whoever answers at the address is asked which process it is.

@throws {DevnetSilentError} If somebody is there but does not answer, so that it cannot be known.
*/
export async function findDevnet(
	{devnet}: Home,
	{patience = 10_000, signal}: FindDevnetOptions,
): Promise<DevnetRecord | undefined> {
	const record = await readRecord(devnet.record);
	if (record === undefined || !isAlive(record.pid)) {
		return undefined;
	}

	const late = AbortSignal.timeout(patience);
	try {
		const pid = await askProcess(record.url, AbortSignal.any([signal, late]));
		return pid === record.pid ? record : undefined;
	} catch (error) {
		signal.throwIfAborted();
		if (late.aborted) {
			throw new DevnetSilentError(record, devnet.record);
		}

		if (error instanceof ChainUnreachableError || error instanceof ChainRequestError) {
			return undefined;
		}

		throw error;
	}
}

/** Find the process of a home's devnet without asking it, by how it was started; `undefined` where that is not certain. */
export async function findDevnetProcess({devnet}: Home): Promise<number | undefined> {
	const record = await readRecord(devnet.record);
	return record && (await isStartedAs(record.pid, ' devnet ', devnet.state))
		? record.pid
		: undefined;
}

/** Read what a devnet said when it was ready. One that was not ready yet, or something else that stands there, counts as none. */
async function readRecord(file: string): Promise<DevnetRecord | undefined> {
	let text: string;
	try {
		text = await readFile(file, 'utf8');
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
			return undefined;
		}

		throw error;
	}

	let said: unknown;
	try {
		said = JSON.parse(text);
	} catch {
		return undefined;
	}

	return isRecord(said) ? said : undefined;
}

function isRecord(said: unknown): said is DevnetRecord {
	const {url, pid} = (said ?? {}) as Readonly<Record<string, unknown>>;
	return (
		typeof url === 'string' &&
		URL.parse(url)?.protocol === 'ws:' &&
		typeof pid === 'number' &&
		Number.isSafeInteger(pid) &&
		pid > 0
	);
}

async function askProcess(url: string, signal: AbortSignal): Promise<unknown> {
	const connection = await openConnection({url, timeout: 60_000, signal});
	try {
		return await connection.request('btop_process', []);
	} finally {
		connection.close();
	}
}
