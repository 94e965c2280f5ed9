import {readEarnings, recordEarning, toTao, type EarningSample} from '../ledger/earnings.ts';
import {LedgerWriteError} from '../ledger/errors.ts';
import type {MinerKey} from '../ledger/miners.ts';
import type {Ledger} from '../ledger/open-ledger.ts';
import {readPayments} from '../ledger/payments.ts';
import type {Clock} from '../support/clock.ts';
import {createStore, type ReadableStore} from '../support/store.ts';
import {createEvenSamples} from './even-samples.ts';
import type {SubnetFacts} from './subnet-facts.ts';

/** What a miner earned since its registration. */
export type Earned = {
	/** In alpha's 1e-9 unit. */
	readonly alpha: bigint;
	/** That at the pool's price, in rao, rounded down. */
	readonly tao: bigint;
};

/** How a miner's earnings grew since its registration, and what that cost. */
export type EarningsView = {
	/** At most 200, evenly spread; the first is what the hotkey held when it registered. */
	readonly samples: readonly EarningSample[];
	/** What the ledger knows to be paid for the registration, in rao without the fee. */
	readonly paid: bigint;
	/** Rao. */
	readonly fees: bigint;
};

export type TrackEarningsOptions = {
	readonly ledger: Ledger;
	readonly miner: MinerKey;
	readonly facts: ReadableStore<SubnetFacts | undefined>;
	readonly clock: Pick<Clock, 'now'>;
};

export type EarningsTracker = {
	readonly earned: ReadableStore<Earned>;
	/** New with each sample; `undefined` before the first. */
	readonly view: ReadableStore<EarningsView | undefined>;
	readonly close: () => void;
};

/**
Track what a miner earns: the ledger gets a sample once an epoch, and where a registration begins.

What the hotkey held when it registered is taken from the ledger, where `btop register` wrote it; where it is not there, counting begins with the first look.
*/
export function trackEarnings({
	ledger,
	miner,
	facts,
	clock,
}: TrackEarningsOptions): EarningsTracker {
	const earned = createStore<Earned>({alpha: 0n, tao: 0n});
	const view = createStore<EarningsView | undefined>(undefined);
	const known = readEarnings(ledger, miner).samples;
	let start = known[0];
	let series = createEvenSamples(known);
	let epoch: number | undefined;

	const update = () => {
		const now = facts.getSnapshot();
		const own = now?.neurons.get(miner.hotkey);
		if (!now || !own) {
			return;
		}

		const {block, alpha, alphaPrice: price, nextEpoch} = now;
		const sample = {block, time: clock.now(), alpha, price};
		const isStart = !start || start.block < own.registeredAt;
		if (isStart) {
			start = sample;
			series = createEvenSamples();
		}

		if (isStart || nextEpoch !== epoch) {
			series.add(sample);
			keep(sample, {isStart, registeredAt: own.registeredAt});
		}

		epoch = nextEpoch;
		const gain = alpha - start!.alpha;
		earned.set({alpha: gain, tao: toTao(gain, price)});
	};

	/** A sample that cannot be written is left out: the next one holds the same gain. */
	const keep = (
		sample: EarningSample,
		{isStart, registeredAt}: {readonly isStart: boolean; readonly registeredAt: number},
	) => {
		try {
			recordEarning(ledger, {...miner, ...sample, isStart});
			view.set({samples: series.read(), ...readCost(ledger, miner, registeredAt)});
		} catch (error) {
			if (!(error instanceof LedgerWriteError)) {
				throw error;
			}
		}
	};

	const forget = facts.subscribe(update);
	update();
	return {earned, view, close: forget};
}

/** What the registration in a block, or a later one, has cost. */
function readCost(ledger: Ledger, miner: MinerKey, registeredAt: number) {
	const payments = readPayments(ledger, miner).filter(({block}) => block >= registeredAt);
	return {
		paid: payments.reduce((sum, {paid}) => sum + paid, 0n),
		fees: payments.reduce((sum, {fee}) => sum + fee, 0n),
	};
}
