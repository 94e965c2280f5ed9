import {describeServer} from '../gpu/openai/server-options.ts';
import type {MinedModel} from '../miner/models/served-model.ts';
import {BtopError} from '../support/errors.ts';
import type {MineChoices, MinerOptions} from './miner-options.ts';

/** Error thrown when the hotkey's miner already runs, but with other options than requested. It is left running. */
export class AlreadyMiningError extends BtopError {
	override name = 'AlreadyMiningError';
	override readonly code = 'already-mining';
	readonly pid: number;

	constructor(pid: number, differences: readonly Difference[], stop: string) {
		const is = differences.map(difference => `${difference.what} \`${difference.is}\``);
		const asked = differences.map(difference => `${difference.what} \`${difference.asked}\``);
		super(
			`A miner of this hotkey is already running as process \`${pid}\`, with ${is.join(', ')} rather than ${asked.join(', ')}`,
			{fix: `Stop it first with \`${stop}\`, or leave out what differs to keep it.`},
		);
		this.pid = pid;
	}
}

type Difference = {
	readonly what: string;
	readonly is: string;
	readonly asked: string;
};

/** A running miner. */
export type Running = {
	readonly pid: number;
	/** The address it listens on, as `host:port`. */
	readonly address: string;
	/** The options it was started with. */
	readonly options: MinerOptions;
	/** The command that stops it, to be pasted. */
	readonly stop: string;
};

/** The requested options; omitted ones match anything. */
export type Asked = {
	readonly model?: MinedModel;
	readonly mine: MineChoices;
	/** Of the chain to mine on. @default any */
	readonly genesisHash?: string;
};

/**
Require that a running miner matches the request. Omitted options match anything, and so does port 0.

@throws {AlreadyMiningError} If it does not match.
*/
export function requireSameMiner(
	{model, mine, genesisHash}: Asked,
	{pid, address, options, stop}: Running,
): void {
	const port = address.slice(address.lastIndexOf(':') + 1);
	const differences = [
		...(model ? compareModels(options.model, model) : []),
		...compare('the chain', options.genesisHash ?? genesisHash, genesisHash),
		...compare('the port', port, mine.port === 0 ? undefined : mine.port),
		...compare('the device', options.device, mine.device === 'auto' ? undefined : mine.device),
		...compare('the address', options.bind, mine.bind),
		...compare('the external address', options.externalIp, mine.externalIp),
		...compare('the external port', options.externalPort, mine.externalPort),
	];
	if (differences.length > 0) {
		throw new AlreadyMiningError(pid, differences, stop);
	}
}

function compareModels(is: MinedModel, asked: MinedModel): readonly Difference[] {
	if ('servers' in is || 'servers' in asked) {
		return compare('the engine', describeModel(is), describeModel(asked));
	}

	return is.path === asked.path ? [] : [{what: 'the model', is: is.name, asked: asked.name}];
}

const describeModel = (model: MinedModel): string =>
	'servers' in model
		? [
				...(model.name === undefined ? [] : [model.name]),
				...model.servers.map(server => describeServer(server)),
			].join(', ')
		: model.path;

function compare(
	what: string,
	is: string | number | undefined,
	asked: string | number | undefined,
): readonly Difference[] {
	return asked === undefined || String(asked) === String(is)
		? []
		: [{what, is: String(is ?? 'none'), asked: String(asked)}];
}
