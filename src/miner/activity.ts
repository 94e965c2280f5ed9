import type {Clock} from '../support/clock.ts';
import {createStore, type ReadableStore} from '../support/store.ts';
import {type AskerCounts, createAskers, type LastQuery} from './askers.ts';
import {type Happenings, nothingHappened, seeHappenings, seeWeights} from './happenings.ts';
import type {Known} from './known.ts';
import type {ProvenQuery} from './query-handler.ts';
import type {SubnetFacts} from './subnet-facts.ts';
import type {SubnetView} from './subnet-view.ts';

/** What goes on around a miner: who asks, what validators did, and what came of it. */
export type MinerActivity = Happenings & {
	/** Those of the subnet, or welcome by name, who asked; the latest come first. */
	readonly validators: ReadonlyArray<
		AskerCounts & {
			/** `null` for one who is not on the subnet. */
			readonly uid: Known<number>;
			/** In alpha's 1e-9 unit, as the chain weighs it. */
			readonly stake: bigint;
		}
	>;
	readonly lastQuery: Known<LastQuery>;
};

export type ActivityOptions = {
	/** The miner's hotkey, SS58. */
	readonly hotkey: string;
	readonly facts: ReadableStore<SubnetFacts | undefined>;
	readonly view: ReadableStore<SubnetView | undefined>;
	/** Least milliseconds between two publications. @default 250 */
	readonly interval?: number;
	readonly clock: Pick<Clock, 'now' | 'after'>;
};

export type Activity = {
	readonly store: ReadableStore<MinerActivity>;
	readonly countQuery: (query: ProvenQuery) => void;
	readonly close: () => void;
};

/**
Create what remembers what goes on around a miner. It follows queries as fast as they come, and publishes a few times a second at most.
*/
export function createActivity({
	hotkey,
	facts,
	view,
	interval = 250,
	clock,
}: ActivityOptions): Activity {
	const askers = createAskers({clock});
	let happenings = nothingHappened;
	let before = facts.getSnapshot();
	const read = (): MinerActivity => ({
		...happenings,
		validators: askers.read().map(asker => {
			const {uid = null, stake = 0n} = facts.getSnapshot()?.neurons.get(asker.hotkey) ?? {};
			return {...asker, uid, stake};
		}),
		lastQuery: askers.last() ?? null,
	});
	const store = createStore(read());
	let cancel: (() => void) | undefined;
	const schedule = () => {
		cancel ??= clock.after(interval, () => {
			cancel = undefined;
			store.set(read());
		});
	};

	const learn = (latest: Happenings) => {
		if (latest === happenings) {
			return;
		}

		happenings = latest;
		schedule();
	};

	const look = () => {
		const now = facts.getSnapshot();
		if (now && before) {
			learn(seeHappenings(happenings, {before, now, hotkey}));
		}

		before = now;
	};

	const lookAtWeights = () => {
		const latest = view.getSnapshot();
		if (latest) {
			learn(seeWeights(happenings, latest));
		}
	};

	const forgets = [facts.subscribe(look), view.subscribe(lookAtWeights)];
	lookAtWeights();
	return {
		store,
		countQuery(query) {
			askers.count(query);
			schedule();
		},
		close() {
			cancel?.();
			for (const forget of forgets) {
				forget();
			}
		},
	};
}
