import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {ControlGoneError} from '../miner/control/errors.ts';
import {BtopError} from '../support/errors.ts';
import {isStartedAs} from '../support/process.ts';
import type {MinerFiles} from './miner-files.ts';

const cutOff = {
	what: 'runs, but its control socket was removed',
	todo: '`btop stop` ends it, and `btop mine` starts it anew.',
};
const silent = {
	what: 'takes calls and does not answer',
	todo: 'Wait, if this machine is busy; if it stays so, `btop stop` ends it.',
};

/** Error thrown when a miner is there and says nothing. It may hang, this machine may be too busy for it, or somebody removed its control socket. */
export class MinerHungError extends BtopError {
	override name = 'MinerHungError';
	override readonly code = 'miner-hung';
	/** Its process, if it is known for certain. */
	readonly pid: number | undefined;

	constructor(
		{name, socket}: Pick<MinerFiles, 'name' | 'socket'>,
		pid: number | undefined,
		options: ErrorOptions = {},
	) {
		const process = pid === undefined ? '' : `, process \`${pid}\`,`;
		const {what, todo} = options.cause instanceof ControlGoneError ? cutOff : silent;
		super(`The miner \`${name}\`${process} ${what}`, {
			fix: pid === undefined ? `Find its process by \`lsof ${socket}\`, and end that.` : todo,
			...options,
		});
		this.pid = pid;
	}
}

/**
Find the process of a miner that does not say itself who it is; `undefined` where that is not certain.

The number is that in its record. It may be another process's by now, so that process must have been started as this miner is.
*/
export async function findMinerProcess({
	record,
	options,
}: Pick<MinerFiles, 'record' | 'options'>): Promise<number | undefined> {
	const pid = await readPid(record);
	return pid !== undefined && (await isStartedAs(pid, ' miner ', path.basename(options)))
		? pid
		: undefined;
}

async function readPid(record: string): Promise<number | undefined> {
	try {
		const {pid} = JSON.parse(await readFile(record, 'utf8')) as {readonly pid?: unknown};
		return Number.isSafeInteger(pid) && Number(pid) > 0 ? Number(pid) : undefined;
	} catch {
		// It never was ready, or what stands there is something else.
		return undefined;
	}
}
