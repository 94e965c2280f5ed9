import type {Neuron} from '../../chain/subtensor/neuron.ts';
import type {Alert} from '../../monitor/alerts/alert.ts';
import {getAlerts} from '../../monitor/alerts/get-alerts.ts';
import {getEpochClock, type EpochClock} from '../../monitor/epoch-clock.ts';
import {getHealth, type Health} from '../../monitor/health.ts';
import {getOwnNeuron} from '../../monitor/miner-facts.ts';
import {getOwnSlot, type TimedSlot} from '../../monitor/slot.ts';
import {getCost, getEarnedValue, getPaybackTime} from '../../monitor/payback.ts';
import {getPriceOutlook, type PriceOutlook} from '../../monitor/price-outlook.ts';
import type {LiveMiner} from '../../rig/live-miner.ts';

/** Everything the monitor shows about a miner at a given time. */
export type Overview = {
	readonly miner: LiveMiner;
	/** Milliseconds since the Unix epoch. */
	readonly now: number;
	readonly alerts: readonly Alert[];
	readonly health: Health;
	/** Its entry on the subnet; `undefined` without a UID. */
	readonly own: Neuron | undefined;
	/** Age of the miner's values in milliseconds, if it has gone silent. */
	readonly minerAge: number | undefined;
	/** Age of the chain's values in milliseconds, if it has gone silent. */
	readonly chainAge: number | undefined;
	readonly clock: EpochClock | undefined;
	readonly slot: TimedSlot | undefined;
	readonly price: PriceOutlook | undefined;
	/** Milliseconds until the registration has paid for itself, at the current rate; `undefined` if nothing is earned, or if either is unknown. */
	readonly payback: number | undefined;
};

/** Compute what the monitor shows about a miner. */
export function toOverview(miner: LiveMiner, now: number): Overview {
	const {link, since, heardAt, state, subnet, earnings} = miner;
	const alerts = getAlerts(miner, now);
	const isHeard = link === 'connecting' || link === 'live';
	const minerAge = isHeard ? undefined : now - (heardAt ?? since);
	const own = getOwnNeuron(miner);
	const earned = state && earnings ? getEarnedValue(state, earnings) : undefined;
	const cost = earnings && getCost(earnings);
	return {
		miner,
		now,
		alerts,
		health: getHealth(miner, alerts),
		own,
		minerAge,
		chainAge:
			minerAge === undefined && alerts.every(({kind}) => kind !== 'chain')
				? undefined
				: now - (subnet?.at ?? since),
		clock: subnet && getEpochClock(subnet, now),
		slot: subnet && state && getOwnSlot(subnet, state.hotkey),
		price: subnet && getPriceOutlook(subnet),
		payback:
			own && subnet && cost !== undefined && earned !== undefined
				? getPaybackTime({
						cost: cost - earned,
						alphaPerEpoch: own.emission,
						alphaPrice: subnet.alphaPrice,
						tempo: subnet.tempo,
						blockTime: subnet.blockTimeMs,
					})
				: undefined,
	};
}
