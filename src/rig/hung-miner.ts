import path from 'node:path';
import * as v from 'valibot';
import {ControlGoneError} from '../miner/control/errors.ts';
import {BtopError} from '../support/errors.ts';
import {readTextFile} from '../support/files/regular-file.ts';
import {isOfHome} from '../support/home.ts';
import {isStartedAs} from '../support/processes/process.ts';
import {parseJson} from '../support/json-rpc.ts';
import type {MinerFiles} from './miner-files.ts';

const cutOff = {
	code: 'miner-cut-off',
	what: 'is running, but its control socket was removed',
	todo: '`btop stop` stops it, `btop mine` starts it again.',
} as const;
const silent = {
	code: 'miner-hung',
	what: 'accepts connections but does not answer',
	todo: 'If this machine is busy, wait; otherwise `btop stop` stops it.',
} as const;

/** Error thrown when a miner exists but does not answer. It may hang, the machine may be too busy, or its control socket may have been removed. */
export class MinerHungError extends BtopError {
	override name = 'MinerHungError';
	/** `miner-cut-off` if its control socket was removed: it may well be at work. */
	override readonly code: 'miner-hung' | 'miner-cut-off';
	/** Its process id, if known for certain. */
	readonly pid: number | undefined;

	constructor(
		{name, socket}: Pick<MinerFiles, 'name' | 'socket'>,
		pid: number | undefined,
		options: ErrorOptions = {},
	) {
		const process = pid === undefined ? '' : `, process \`${pid}\`,`;
		const {code, what, todo} = options.cause instanceof ControlGoneError ? cutOff : silent;
		super(`The miner \`${name}\`${process} ${what}`, {
			fix: pid === undefined ? `Find its process with \`lsof ${socket}\` and end it.` : todo,
			...options,
		});
		this.code = code;
		this.pid = pid;
	}
}

/**
Find the process of a miner that does not answer; `undefined` if it cannot be identified for certain.

The record holds its process id, which may have been reused since, so that process must also have been started with this miner's command line. And the record may have come with a copy of another home, so it must name this one.
*/
export async function findMinerProcess({
	home,
	record,
	options,
}: Pick<MinerFiles, 'home' | 'record' | 'options'>): Promise<number | undefined> {
	// The miner may never have been ready, or the file may hold something else.
	const said = parseJson(await readTextFile(record).catch(() => ''));
	const {success, output} = v.safeParse(recordSchema, said);
	if (!success || !isOfHome(home, output.home)) {
		return undefined;
	}

	// If the record does not name its home, the full path has to match.
	const file = output.home === undefined ? options : path.basename(options);
	return (await isStartedAs(output.pid, ' miner ', file)) ? output.pid : undefined;
}

const recordSchema = v.object({
	pid: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
	home: v.optional(v.string()),
});
