import {BtopError} from '../support/errors.ts';
import {wantedModel} from './model-step.ts';
import type {MinerOptions} from './miner-options.ts';
import {need, type Walk} from './walk.ts';

/** Error thrown when a miner of the hotkey runs already, but by other choices than are made now. It is left as it is. */
export class AlreadyMiningError extends BtopError {
	override name = 'AlreadyMiningError';
	override readonly code = 'already-mining';
	readonly pid: number;

	constructor(pid: number, differences: readonly Difference[]) {
		const is = differences.map(difference => `${difference.what} \`${difference.is}\``);
		const asked = differences.map(difference => `${difference.what} \`${difference.asked}\``);
		super(
			`A miner of this hotkey runs already, as process \`${pid}\`, with ${is.join(', ')} rather than ${asked.join(', ')}`,
			{fix: 'End it first with `btop stop`; or leave out what differs, and it stays as it is.'},
		);
		this.pid = pid;
	}
}

type Difference = {
	readonly what: string;
	readonly is: string;
	readonly asked: string;
};

/** A miner that runs. */
export type Running = {
	readonly pid: number;
	/** Where it listens, as `host:port`. */
	readonly address: string;
	/** How it was started. */
	readonly options: MinerOptions;
};

/**
Require that a miner that runs is what is asked for. What nobody chose may be as it is, and port 0 means any.

@throws {AlreadyMiningError} If it is another.
*/
export function requireSameMiner(walk: Walk, {pid, address, options}: Running): void {
	const {mine} = walk.choices;
	const model = need(walk, 'model');
	const port = address.slice(address.lastIndexOf(':') + 1);
	const asksModel = wantedModel(walk) !== undefined && options.model.path !== model.path;
	const differences = [
		...(asksModel ? [{what: 'the model', is: options.model.name, asked: model.name}] : []),
		...compare('the port', port, mine.port === 0 ? undefined : mine.port),
		...compare('the device', options.device, mine.device === 'auto' ? undefined : mine.device),
		...compare('the address', options.bind, mine.bind),
		...compare('the external address', options.externalIp, mine.externalIp),
		...compare('the external port', options.externalPort, mine.externalPort),
	];
	if (differences.length > 0) {
		throw new AlreadyMiningError(pid, differences);
	}
}

function compare(
	what: string,
	is: string | number | undefined,
	asked: string | number | undefined,
): readonly Difference[] {
	return asked === undefined || String(asked) === String(is)
		? []
		: [{what, is: String(is ?? 'none'), asked: String(asked)}];
}
