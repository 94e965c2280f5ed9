import {readEarnings, recordEarning, toTao} from '../ledger/earnings.ts';
import {LedgerWriteError} from '../ledger/errors.ts';
import type {MinerKey} from '../ledger/miners.ts';
import type {Ledger} from '../ledger/open-ledger.ts';
import type {Clock} from '../support/clock.ts';
import {createStore, type ReadableStore} from '../support/store.ts';
import type {SubnetFacts} from './subnet-facts.ts';

/** What a miner earned since its registration. */
export type Earned = {
	/** In alpha's 1e-9 unit. */
	readonly alpha: bigint;
	/** That at the pool's price, in rao, rounded down. */
	readonly tao: bigint;
};

export type TrackEarningsOptions = {
	readonly ledger: Ledger;
	readonly miner: MinerKey;
	readonly facts: ReadableStore<SubnetFacts | undefined>;
	readonly clock: Pick<Clock, 'now'>;
};

export type EarningsTracker = {
	readonly earned: ReadableStore<Earned>;
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
	let start = readEarnings(ledger, miner).samples[0];
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
		}

		if (isStart || nextEpoch !== epoch) {
			record({...miner, ...sample, isStart});
		}

		epoch = nextEpoch;
		const gain = alpha - start!.alpha;
		earned.set({alpha: gain, tao: toTao(gain, price)});
	};

	/** A sample that cannot be written is left out: the next one holds the same gain. */
	const record = (sample: Parameters<typeof recordEarning>[1]) => {
		try {
			recordEarning(ledger, sample);
		} catch (error) {
			if (!(error instanceof LedgerWriteError)) {
				throw error;
			}
		}
	};

	const forget = facts.subscribe(update);
	update();
	return {earned, close: forget};
}
