import type {Clock} from '../support/clock.ts';
import {createStore, type ReadableStore} from '../support/store.ts';
import {
	toMinerState,
	type MinerParts,
	type MinerState,
	type Problem,
	type ProblemKind,
} from './miner-state.ts';

export type MinerStateOptions = Omit<
	MinerParts,
	| 'model'
	| 'canary'
	| 'memoryBytes'
	| 'startedAt'
	| 'now'
	| 'isStopping'
	| 'counts'
	| 'facts'
	| 'status'
	| 'earned'
	| 'problems'
> & {
	/** The model in use. */
	readonly model: ReadableStore<{readonly name: string}>;
	readonly canary: ReadableStore<MinerParts['canary']>;
	readonly counts: ReadableStore<MinerParts['counts']>;
	readonly facts: ReadableStore<MinerParts['facts']>;
	readonly status: ReadableStore<MinerParts['status']>;
	readonly earned: ReadableStore<MinerParts['earned']>;
	readonly memory: ReadableStore<number | undefined>;
	/** The sources of problems, in display order. */
	readonly problems: ReadonlyArray<readonly [ProblemKind, ReadableStore<Why>]>;
	readonly clock: Clock;
};

export type MinerStateStore = {
	readonly store: ReadableStore<MinerState>;
	/** Switch to the phase `stopping`. */
	readonly stop: () => void;
	readonly close: () => void;
};

/**
Create the store of the state that screens and commands see. It combines parts that change at their own pace, and updates whenever one changes and every second.
*/
export function createMinerStateStore(options: MinerStateOptions): MinerStateStore {
	const {model, canary, counts, facts, status, earned, memory, problems, clock, ...fixed} = options;
	const startedAt = clock.now();
	let isStopping = false;
	const read = () =>
		toMinerState({
			...fixed,
			startedAt,
			now: clock.now(),
			isStopping,
			model: model.getSnapshot().name,
			canary: canary.getSnapshot(),
			counts: counts.getSnapshot(),
			facts: facts.getSnapshot(),
			status: status.getSnapshot(),
			earned: earned.getSnapshot(),
			memoryBytes: memory.getSnapshot(),
			problems: problems.flatMap(([kind, why]) => toProblem(kind, why.getSnapshot())),
		});

	const store = createStore(read());
	const publish = () => {
		store.set(read());
	};

	let cancelTimer: () => void;
	const tick = () => {
		publish();
		cancelTimer = clock.after(1000, tick);
	};

	tick();
	const whys = problems.map(([, why]) => why);
	const subscriptions = [model, canary, counts, facts, status, earned, memory, ...whys].map(part =>
		part.subscribe(publish),
	);
	return {
		store,
		stop() {
			isStopping = true;
			publish();
		},
		close() {
			cancelTimer();
			for (const unsubscribe of subscriptions) {
				unsubscribe();
			}
		},
	};
}

type Why = string | {readonly message: string} | undefined;

function toProblem(kind: ProblemKind, why: Why): readonly Problem[] {
	return why === undefined ? [] : [{kind, message: typeof why === 'string' ? why : why.message}];
}
