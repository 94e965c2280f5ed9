import {describeRoughly} from '../../support/rough-duration.ts';
import type {MinerFacts} from '../miner-facts.ts';
import {toPublicUrl} from '../../support/public-url.ts';
import type {Alert} from './alert.ts';

/** Missed blocks after which a chain has stalled, and the minimum time, for fast chains. */
const missedBlocks = 3;
const leastMs = 10_000;

/** Get alerts about a lost connection to the chain, or a stalled chain. */
export function getChainAlerts({state, subnet}: MinerFacts, now: number): readonly Alert[] {
	if (!state) {
		return [];
	}

	const {network, chain, problems} = state;
	const reason = problems.find(({kind}) => kind === 'chain')?.message;
	const figures = subnet
		? `Queries are still answered; figures are as of block ${subnet.block}, ${describeRoughly(now - subnet.at)} old.`
		: 'Validators cannot be admitted until the chain has been read once.';
	if (chain.state !== 'connected') {
		return [
			{
				kind: 'chain',
				level: 'warn',
				what: `The connection to the chain at ${toPublicUrl(chain.url)} is lost`,
				since: chain.since,
				means: figures,
				todo:
					network === 'devnet'
						? "It reconnects by itself. If it does not, this home's devnet has stopped: `btop subnets` in another terminal restarts it."
						: `It reconnects by itself. If it does not: is the node up, and this machine online? ${reason ?? ''}`.trim(),
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
			what:
				reason?.replace(/\.$/v, '') ??
				'No new blocks: the chain has stalled, or the node lost its peers',
			since: subnet.at,
			means: figures,
			todo: `Nothing if the whole network has stalled. Otherwise switch from ${toPublicUrl(chain.url)} to another node with \`BT_CHAIN_ENDPOINT\` or \`--network\`.`,
		},
	];
}
