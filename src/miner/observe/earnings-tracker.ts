import {toTao} from '../../chain/amount.ts';
import {readEarnings, recordEarning} from '../../ledger/earnings.ts';
import {type EarningSample, addSample, emptyTally} from '../../ledger/gains.ts';
import type {MinerKey} from '../../ledger/miners.ts';
import type {Ledger} from '../../ledger/open-ledger.ts';
import {readPayments} from '../../ledger/payments.ts';
import {readSales} from '../../ledger/sales.ts';
import type {LedgerWrites} from '../../ledger/write-queue.ts';
import type {Clock} from '../../support/clock.ts';
import {createStore, type ReadableStore} from '../../support/store.ts';
import type {EarningsView} from './earnings-view.ts';
import {createEvenSamples} from './even-samples.ts';
import type {SubnetFacts} from './subnet/subnet-facts.ts';

/** A miner's earnings since its registration; `undefined` if this chain does not tell. */
export type Earned = {
	/** In alpha's 1e-9 unit. */
	readonly alpha: bigint | undefined;
	/** Their value at the pool's price, in rao, rounded down. */
	readonly tao: bigint | undefined;
};

export type TrackEarningsOptions = {
	readonly ledger: Ledger;
	/** Queue of writes to the ledger. */
	readonly writes: LedgerWrites;
	readonly miner: MinerKey;
	readonly facts: ReadableStore<SubnetFacts | undefined>;
	readonly clock: Pick<Clock, 'now'>;
};

export type EarningsTracker = {
	readonly earned: ReadableStore<Earned>;
	/** Updated with each sample; `undefined` before the first. */
	readonly view: ReadableStore<EarningsView | undefined>;
	readonly close: () => void;
};

/**
Track a miner's earnings: write a sample to the ledger once an epoch, when a registration begins, and before and after alpha leaves the hotkey.

The hotkey's stake at registration is read from the ledger, where `btop register` wrote it. If it is missing, earnings count from the first sample.
*/
export function trackEarnings({
	ledger,
	writes,
	miner,
	facts,
	clock,
}: TrackEarningsOptions): EarningsTracker {
	const earned = createStore<Earned>({alpha: 0n, tao: 0n});
	const view = createStore<EarningsView | undefined>(undefined);
	let sales = readSales(ledger, miner);
	let tally = emptyTally;
	let start: number | undefined;
	let series = createEvenSamples<ViewedSample>();
	let latest: EarningSample | undefined;
	let epoch: number | undefined;

	const add = (sample: EarningSample) => {
		start ??= sample.block;
		tally = addSample(tally, sample, {sales});
		const {block, time, price} = sample;
		series.add({block, time, earned: tally.alpha, price});
	};

	const begin = (samples: readonly EarningSample[]) => {
		tally = emptyTally;
		start = undefined;
		series = createEvenSamples();
		for (const sample of samples) {
			add(sample);
		}
	};

	const record = (sample: EarningSample, isStart = false) => {
		add(sample);
		void writes.add(() => {
			recordEarning(ledger, {...miner, ...sample, isStart});
		});
	};

	/** Count again once another process has recorded a sale, since samples after it may be there already. */
	const readNewSales = () => {
		const all = readSales(ledger, miner);
		const isNew = all.length > sales.length;
		sales = all;
		if (isNew) {
			begin(readEarnings(ledger, miner).samples);
		}

		return isNew;
	};

	const update = () => {
		const now = facts.getSnapshot();
		const own = now?.neurons.get(miner.hotkey);
		if (!now || !own) {
			return;
		}

		const {block, alpha, alphaPrice: price, nextEpoch} = now;
		if (alpha === undefined) {
			earned.set({alpha, tao: undefined});
			return;
		}

		const sample = {block, time: clock.now(), alpha, price};
		const before = latest;
		// Another node may lag behind.
		if (before !== undefined && block < before.block) {
			return;
		}

		latest = sample;
		const isSold = readNewSales();
		const isStart = start === undefined || start < own.registeredAt;
		const hasLess = before !== undefined && alpha < before.alpha;
		if (isStart) {
			begin([]);
		} else if (hasLess && before.block > tally.last!.block) {
			record(before);
		}

		const gains = addSample(tally, sample, {sales});
		earned.set({
			alpha: gains.alpha,
			tao: price === 0n && gains.alpha !== 0n ? undefined : toTao(gains.alpha, price),
		});
		if (!isStart && !hasLess && !isSold && nextEpoch === epoch) {
			return;
		}

		epoch = nextEpoch;
		record(sample, isStart);
		view.set({
			samples: series.read(),
			...readCost(ledger, miner, {registeredAt: own.registeredAt, saleFees: tally.saleFees}),
			goneAlpha: tally.soldAlpha + tally.movedAlpha,
			goneTao: tally.soldTao + tally.movedTao,
		});
	};

	begin(readEarnings(ledger, miner).samples);
	const unsubscribe = facts.subscribe(update);
	update();
	return {earned, view, close: unsubscribe};
}

type ViewedSample = EarningsView['samples'][number];

/** Get the cost of the registration in a block or later, with the fees of sales. */
function readCost(
	ledger: Ledger,
	miner: MinerKey,
	{registeredAt, saleFees}: {readonly registeredAt: number; readonly saleFees: bigint},
) {
	const payments = readPayments(ledger, miner).filter(({block}) => block >= registeredAt);
	return {
		// Another rig may have paid, or nobody, as for the owner of a subnet.
		paid: payments.length === 0 ? null : payments.reduce((sum, {paid}) => sum + paid, 0n),
		fees: payments.reduce((sum, {fee}) => sum + fee, saleFees),
	};
}
