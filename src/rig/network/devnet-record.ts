import path from 'node:path';
import * as v from 'valibot';
import {openConnection} from '../../chain/connection/connection.ts';
import {ChainRequestError, ChainUnreachableError} from '../../chain/errors.ts';
import {BtopError} from '../../support/errors.ts';
import {readTextFile} from '../../support/files/regular-file.ts';
import {type Home, isOfHome} from '../../support/home.ts';
import {parseJson} from '../../support/json-rpc.ts';
import {isAlive, isStartedAs} from '../../support/processes/process.ts';

const recordSchema = v.object({
	url: v.pipe(
		v.string(),
		v.check(url => URL.parse(url)?.protocol === 'ws:'),
	),
	pid: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
	/** The home it runs for, from `identifyHome()`. */
	home: v.optional(v.string()),
});

export type DevnetRecord = Readonly<v.InferOutput<typeof recordSchema>>;

export type FindDevnetOptions = {
	/** Timeout for identifying itself, in milliseconds. @default 10_000 */
	readonly timeout?: number;
	readonly signal: AbortSignal;
};

/** Error thrown when something accepts connections at the devnet's address but does not answer. */
export class DevnetSilentError extends BtopError {
	override name = 'DevnetSilentError';
	override readonly code = 'devnet-silent';
	readonly url: string;
	readonly pid: number;

	constructor({url, pid}: DevnetRecord, record: string) {
		super(`The devnet at \`${url}\`, process \`${pid}\`, does not identify itself`, {
			fix: `If that process is a hung devnet, end it with \`kill ${pid}\`; if it is another program, remove \`${record}\`.`,
		});
		this.url = url;
		this.pid = pid;
	}
}

/**
Find the running devnet of a home; `undefined` if there is none.

The record is not proof: the process may have exited and its id been reused. So whatever answers at the address is asked for its process id. Without a usable record, the chain's port is asked.

@throws {DevnetSilentError} If something is there but does not answer.
*/
export async function findDevnet(
	home: Home,
	{timeout = 10_000, signal}: FindDevnetOptions,
): Promise<DevnetRecord | undefined> {
	const record = await readOwnRecord(home.devnet.record, home.directory);
	const late = AbortSignal.timeout(timeout);
	const options = {signal: AbortSignal.any([signal, late])};
	try {
		return await (record === undefined ? findUnrecorded(home, options) : confirm(record, options));
	} catch (error) {
		signal.throwIfAborted();
		if (late.aborted) {
			if (record === undefined) {
				return undefined;
			}

			throw new DevnetSilentError(record, home.devnet.record);
		}

		if (error instanceof ChainUnreachableError || error instanceof ChainRequestError) {
			return undefined;
		}

		throw error;
	}
}

type AskOptions = {readonly signal: AbortSignal};

async function confirm(
	record: DevnetRecord,
	{signal}: AskOptions,
): Promise<DevnetRecord | undefined> {
	return isAlive(record.pid) && (await askProcess(record.url, signal)) === record.pid
		? record
		: undefined;
}

/** Find a devnet whose record is damaged or gone: the process that answers at the chain's port, if it was started with this home's chain. */
async function findUnrecorded(
	{devnet: {state}}: Home,
	{signal}: AskOptions,
): Promise<DevnetRecord | undefined> {
	const port = await readPort(state);
	if (port === undefined) {
		return undefined;
	}

	const url = `ws://127.0.0.1:${port}`;
	const pid = v.safeParse(recordSchema.entries.pid, await askProcess(url, signal));
	return pid.success && (await isStartedAs(pid.output, ' devnet ', ` --state ${state}`))
		? {url, pid: pid.output}
		: undefined;
}

/** Get the file with the chain's port. It is stored with the chain's state, so that a new chain is not mistaken for the old one. */
export const portFile = (state: string): string => path.join(state, 'port');

/** Read the port that the chain last had; `undefined` for a new chain. */
export async function readPort(state: string): Promise<number | undefined> {
	const port = Number(await readTextFile(portFile(state)).catch(() => ''));
	return Number.isSafeInteger(port) && port > 0 && port < 65_536 ? port : undefined;
}

/** Find the process of a home's devnet by its command line, without asking it; `undefined` if it cannot be identified for certain. */
export async function findDevnetProcess({directory, devnet}: Home): Promise<number | undefined> {
	const record = await readOwnRecord(devnet.record, directory);
	return record && (await isStartedAs(record.pid, ' devnet ', devnet.state))
		? record.pid
		: undefined;
}

/** Read the record of a home's devnet; `undefined` if it came with a copy of another home, for it describes that home's devnet. */
async function readOwnRecord(file: string, home: string): Promise<DevnetRecord | undefined> {
	const record = await readRecord(file);
	return record && isOfHome(home, record.home) ? record : undefined;
}

/** Read the record that a devnet wrote when it was ready; `undefined` if it was not ready yet, or if the file holds anything else. */
async function readRecord(file: string): Promise<DevnetRecord | undefined> {
	let text: string;
	try {
		text = await readTextFile(file);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
			return undefined;
		}

		throw error;
	}

	const parsed = v.safeParse(recordSchema, parseJson(text));
	return parsed.success ? parsed.output : undefined;
}

async function askProcess(url: string, signal: AbortSignal): Promise<unknown> {
	const connection = await openConnection({url, timeout: 60_000, signal});
	try {
		return await connection.request('btop_process', []);
	} finally {
		connection.close();
	}
}
