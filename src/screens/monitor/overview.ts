import type {Neuron} from '../../chain/subtensor/neurons.ts';
import type {Alert} from '../../monitor/alerts/alert.ts';
import {getAlerts} from '../../monitor/alerts/get-alerts.ts';
import {getEpochClock, type EpochClock} from '../../monitor/epoch-clock.ts';
import {getHealth, type Health} from '../../monitor/health.ts';
import {getOwnNeuron} from '../../monitor/own-neuron.ts';
import {getOwnSlot, type TimedSlot} from '../../monitor/own-slot.ts';
import {getPaybackTime} from '../../monitor/payback.ts';
import {getPriceOutlook, type PriceOutlook} from '../../monitor/price-outlook.ts';
import type {LiveMiner} from '../../steps/live-miner.ts';

/** A miner as the monitor shows it at a moment. */
export type Overview = {
	readonly miner: LiveMiner;
	/** Milliseconds since the Unix epoch. */
	readonly now: number;
	readonly alerts: readonly Alert[];
	readonly health: Health;
	/** What its subnet says of it; `undefined` without a UID. */
	readonly own: Neuron | undefined;
	/** How old what the miner said is, in milliseconds, when it says nothing any more. */
	readonly minerAge: number | undefined;
	/** How old what the chain said is, in milliseconds, when it says nothing any more. */
	readonly chainAge: number | undefined;
	readonly clock: EpochClock | undefined;
	readonly slot: TimedSlot | undefined;
	readonly price: PriceOutlook | undefined;
	/** Milliseconds from now on until the registration has paid for itself, if all stays as it is. */
	readonly payback: number | undefined;
};

/** Work out what the monitor shows of a miner. */
export function toOverview(miner: LiveMiner, now: number): Overview {
	const {link, since, heardAt, state, subnet, earnings} = miner;
	const alerts = getAlerts(miner, now);
	const isHeard = link === 'connecting' || link === 'live';
	const minerAge = isHeard ? undefined : now - (heardAt ?? since);
	const own = getOwnNeuron(miner);
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
			state &&
			own &&
			subnet &&
			earnings &&
			getPaybackTime({
				cost: earnings.paid + earnings.fees - state.earnedTao,
				alphaPerEpoch: own.emission,
				alphaPrice: subnet.alphaPrice,
				tempo: subnet.tempo,
				blockTime: subnet.blockTimeMs,
			}),
	};
}
