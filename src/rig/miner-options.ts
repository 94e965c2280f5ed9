import * as v from 'valibot';
import {deviceListSchema} from '../gpu/devices/device-choice.ts';
import {serversSchema} from '../gpu/openai/server-options.ts';
import type {MinedModel} from '../miner/models/served-model.ts';
import {chosenModelSchema} from '../models/find-model.ts';
import {writeFileAtomic} from '../support/files/atomic-file.ts';
import {readTextFile} from '../support/files/regular-file.ts';
import {BtopError, PathError} from '../support/errors.ts';
import {parseJson} from '../support/json-rpc.ts';
import {describeIssues, struct} from '../support/schema.ts';
import {taskIds} from '../tasks/task.ts';

/** How the operator wants to mine. */
export type MineChoices = {
	readonly device: MinerOptions['device'];
	readonly bind?: string;
	/** 0 for any free port. @default 8091 */
	readonly port?: number;
	readonly externalIp?: string;
	readonly externalPort?: number;
	/** Whether the miner keeps running after we exit. */
	readonly detach: boolean;
};

const port = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65_535));

const servedSchema = struct({
	name: v.optional(v.string()),
	servers: v.pipe(serversSchema, v.readonly()),
});

/** What tells servers from a model of this machine. */
const markSchema = v.object({servers: v.unknown()});

const minerOptionsSchema = struct({
	network: v.string(),
	url: v.string(),
	/** Where to connect instead of `url`, in the order of preference. */
	endpoints: v.optional(v.pipe(v.tupleWithRest([v.string()], v.string()), v.readonly())),
	/** Of the chain, which may go by several names. */
	genesisHash: v.optional(v.string()),
	netuid: port,
	task: v.picklist(taskIds),
	walletsDirectory: v.string(),
	wallet: v.string(),
	hotkeyName: v.string(),
	// Not a union, of which an issue would say nothing.
	model: v.lazy(model => (v.is(markSchema, model) ? servedSchema : chosenModelSchema)),
	/** One device, or several separated by commas. */
	device: deviceListSchema,
	/** The address to listen on; port 0 for any free port. */
	bind: v.string(),
	port,
	/** The address to announce, behind a router or on a rented machine. */
	externalIp: v.optional(v.string()),
	externalPort: v.optional(port),
	socket: v.string(),
	log: v.string(),
	ledger: v.string(),
	/** Where chains' metadata is kept. */
	metadata: v.optional(v.string()),
	/** The home it runs for, from `identifyHome()`. */
	home: v.optional(v.string()),
});

/** Name what a miner answers with. */
export const nameModel = (model: MinedModel): string =>
	model.name ??
	('servers' in model ? model.servers.map(({url}) => new URL(url).host).join(', ') : model.path);

/** The options of a miner process, passed to it in a file. They hold no secrets, but may name files that do. */
export type MinerOptions = v.InferOutput<typeof minerOptionsSchema>;

/** Error thrown when a miner's options file is invalid or unreadable. */
export class BadMinerOptionsError extends BtopError {
	override name = 'BadMinerOptionsError';
	override readonly code = 'bad-miner-options';
	readonly path: string;

	constructor(path: string, problem: string, options: ErrorOptions = {}) {
		super(`\`${path}\` does not hold valid miner options: ${problem}`, {
			...options,
			fix: 'Stop the miner if it runs (`btop stop`), then start it with `btop mine`, which writes a new file.',
		});
		this.path = path;
	}
}

/** Write the options of a miner that is about to be started, replacing older ones. */
export async function writeMinerOptions(file: string, options: MinerOptions): Promise<void> {
	await writeFileAtomic(file, `${JSON.stringify(options, undefined, '\t')}\n`, {replace: true});
}

/**
Read the options that `writeMinerOptions()` wrote.

@throws {BadMinerOptionsError} If the file holds anything else, or cannot be read.
*/
export async function readMinerOptions(file: string): Promise<MinerOptions> {
	const text = await readTextFile(file).catch((error: unknown) => {
		const reason = error instanceof PathError ? error.problem : (error as Error).message;
		throw new BadMinerOptionsError(file, `it cannot be read: ${reason}`, {cause: error});
	});
	const written = parseJson(text);
	const parsed = v.safeParse(minerOptionsSchema, written);
	if (!parsed.success) {
		throw new BadMinerOptionsError(
			file,
			written === undefined ? 'it is not JSON' : describeIssues(parsed.issues),
		);
	}

	return parsed.output;
}
