import {describeRoughly} from '../rough-duration.ts';
import type {MinerFacts} from '../miner-facts.ts';
import type {Alert} from './alert.ts';

/** Blocks without which a chain is stalled, and the least time, for chains that make them fast. */
const missedBlocks = 6;
const leastMs = 20_000;

/** Tell whether the chain is gone, or goes on without us. */
export function getChainAlerts({state, subnet}: MinerFacts, now: number): readonly Alert[] {
	if (!state) {
		return [];
	}

	const {network, chain, problems} = state;
	const figures = subnet
		? `Queries are still answered; figures are as of block ${subnet.block}, ${describeRoughly(now - subnet.at)} old.`
		: 'Queries of validators cannot be admitted before the chain was read once.';
	if (chain.state !== 'connected') {
		return [
			{
				kind: 'chain',
				level: 'warn',
				what: `The connection to the chain at ${chain.url} broke`,
				since: chain.since,
				means: figures,
				todo:
					network === 'devnet'
						? 'It reconnects by itself. If it does not, the devnet of this home has ended: `btop subnets` in another terminal starts it again.'
						: `It reconnects by itself. If it does not: is the node up, and this machine online? ${problems.find(({kind}) => kind === 'chain')?.message ?? ''}`.trim(),
			},
		];
	}

	const limit = Math.max(missedBlocks * (subnet?.blockTimeMs ?? 0), leastMs);
	if (!subnet || now - subnet.at < limit) {
		return [];
	}

	return [
		{
			kind: 'chain',
			level: 'warn',
			what: 'The chain stands still, or the node hears of no new block',
			since: subnet.at,
			means: figures,
			todo: `Nothing, if the whole network stands still. Else start it with another node than ${chain.url}, by \`BT_CHAIN_ENDPOINT\` or \`--network\`.`,
		},
	];
}
