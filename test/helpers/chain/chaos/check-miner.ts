import {inspect} from 'node:util';
import {connectChain} from '../../../../src/chain/connect.ts';
import {
	type SubnetFacts,
	createSubnetReader,
} from '../../../../src/miner/observe/subnet/subnet-facts.ts';
import {blockTime} from './changeable-node.ts';
import type {ChaosMiner} from './chaos-miner.ts';
import type {Schedule} from './schedule.ts';
import type {Stage} from './stage.ts';
import {readTruth} from './truth.ts';

/** Age of what is shown, in milliseconds, from which on something has to be said: three blocks that are late, and one more to tell. */
const mostSilence = 5 * blockTime;

export type CheckMinerOptions = {
	readonly netuid: number;
	/** SS58. */
	readonly hotkey: string;
	/** How many timers there were before anything went wrong. */
	readonly timers: number;
	/** Whether the hotkey was without a UID at any time, on any branch. */
	readonly wasLost: boolean;
	readonly schedule: Schedule;
};

/** Find out whether what a miner shows is old, and it does not say so. */
export function findSilence({chain}: ChaosMiner, now: number): string | undefined {
	const {at, block} = chain.facts.getSnapshot() ?? {at: now, block: 0};
	const age = now - at;
	return age > mostSilence && chain.problem.getSnapshot() === undefined
		? `what is shown is of block ${block}, ${age / 1000} s old, and nothing is said`
		: undefined;
}

/** What a problem may be about, and what has to go wrong for it. */
const allowed: ReadonlyArray<
	readonly [RegExp, ReadonlyArray<Schedule['incidents'][number]['kind']>]
> = [
	[/another chain answers/v, ['swapped']],
	[/it limits requests/v, ['limited']],
	[/behind block/v, ['node behind', 'set back', 'swapped']],
	[
		/no new block for/v,
		[
			'no blocks',
			'half-open',
			'frozen',
			'slow',
			'limited',
			'node behind',
			'set back',
			'node killed',
		],
	],
];

/** Hold what a miner knows, has open and said at the end of a round against the chain, and against what went wrong. */
export async function checkMiner(
	{clock, node, endpoints, metadata, quiet}: Stage,
	{client, chain, said, address}: ChaosMiner,
	{netuid, hotkey, timers, wasLost, schedule}: CheckMinerOptions,
): Promise<readonly string[]> {
	const violations: string[] = [];
	const {height} = readTruth(node.chain);
	const kinds = new Set(schedule.incidents.map(({kind}) => kind));
	const facts = chain.facts.getSnapshot()!;
	const {state} = client.status.getSnapshot();
	if (state !== 'connected') {
		violations.push(`the miner is ${state} at the end`);
	}

	if (height - facts.block > 3) {
		violations.push(`the miner is at block ${facts.block}, the chain at ${height}`);
	}

	const problem = chain.problem.getSnapshot();
	if (problem !== undefined) {
		violations.push(`still said at the end: ${problem}`);
	}

	const [connections, subscriptions] = [
		endpoints.miner.connections(),
		endpoints.miner.subscriptions(),
	];
	if (connections !== 1) {
		violations.push(`the miner has ${connections} connections`);
	}

	// A refusal that names no request may have interrupted one that the node answers all the same.
	const isVague = schedule.incidents.some(
		incident =>
			incident.kind === 'limited' && ['text', 'error without an id'].includes(incident.form),
	);
	const counted = isVague ? [...new Set(subscriptions)] : subscriptions;
	if (counted.join(' ') !== 'chain_subscribeNewHeads state_subscribeRuntimeVersion') {
		violations.push(`the miner has subscribed with ${subscriptions.join(', ')}`);
	}

	// Where a limit was learned, some read is always under way: its turn, its timeouts.
	const most = timers + (kinds.has('limited') ? 4 : 1);
	if (clock.pending() > most) {
		violations.push(`${clock.pending()} timers, ${timers} at first`);
	}

	const version = client.runtime().version.specVersion;
	if (version !== node.chain.runtime().version.spec_version) {
		violations.push(`the miner reads with the runtime ${version}`);
	}

	const lost = said.filter(({text}) => text.startsWith('deregistered'));
	if (!wasLost && lost.length > 0) {
		violations.push('a lost UID was told, and none was lost');
	}

	for (const {source, text} of said) {
		const rule = allowed.find(([pattern]) => pattern.test(text));
		const isFalse = rule?.[1].every(kind => !kinds.has(kind)) ?? false;
		if (isFalse && source === 'chain') {
			violations.push(`a false alarm: ${text}`);
		}
	}

	if (address() === 'unannounced') {
		violations.push('the address is not announced, and nothing is said');
	}

	const hash = node.chain.shown.getHash(facts.block);
	const honest = await connectChain({url: node.url, metadata, clock});
	const reading = createSubnetReader(honest, {netuid, hotkey})({
		number: facts.block,
		hash: hash!,
		parentHash: hash!,
		receivedAt: facts.at,
	});
	const full = await reading.catch((error: unknown) => error as Error);
	honest.close();
	await quiet();
	if (full instanceof Error) {
		violations.push(`the chain could not be read: ${full.message}`);
	} else if (
		inspect(exact(full, hotkey), {depth: 5}) !== inspect(exact(facts, hotkey), {depth: 5})
	) {
		violations.push(
			`what the miner knows is not so: ${inspect(exact(facts, hotkey), {depth: 5})}, but ${inspect(exact(full, hotkey), {depth: 5})}`,
		);
	}

	return violations;
}

/** What must be right at each block; stakes and updates of others may be some blocks old. */
const exact = ({neurons, at: _, ...facts}: SubnetFacts, hotkey: string) => ({
	...facts,
	neurons: Array.from(
		neurons.values(),
		({stake: _stake, lastUpdate: _update, axon, ...neuron}) => ({
			...neuron,
			axon: neuron.hotkey === hotkey ? axon : undefined,
		}),
	),
});
