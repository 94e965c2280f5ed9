import type {Clock} from '../support/clock.ts';
import {createStore, type ReadableStore} from '../support/store.ts';
import {toMinerState, type MinerParts, type MinerState} from './miner-state.ts';
import {type Problem, type ProblemKind, problemKinds} from './problem.ts';

export type MinerStateOptions = Omit<
	MinerParts,
	| 'memoryBytes'
	| 'startedAt'
	| 'now'
	| 'isStopping'
	| 'counts'
	| 'waiting'
	| 'facts'
	| 'status'
	| 'earned'
	| 'problems'
> & {
	readonly counts: ReadableStore<MinerParts['counts']>;
	readonly facts: ReadableStore<MinerParts['facts']>;
	readonly status: ReadableStore<MinerParts['status']>;
	readonly earned: ReadableStore<MinerParts['earned']>;
	readonly memory: ReadableStore<number>;
	readonly waiting: () => number;
	/** Why what each kind is about is not as it should be, if so. */
	readonly problems: Readonly<Record<ProblemKind, ReadableStore<Why>>>;
	readonly clock: Clock;
};

export type MinerStateStore = {
	readonly store: ReadableStore<MinerState>;
	/** Say from now on that the miner is stopping. */
	readonly stop: () => void;
	readonly close: () => void;
};

/**
Create the one value that screens and commands see, out of the parts that change each at its own pace. It is fresh at each change of a part, and each second.
*/
export function createMinerStateStore(options: MinerStateOptions): MinerStateStore {
	const {counts, facts, status, earned, memory, waiting, problems, clock, ...fixed} = options;
	const startedAt = clock.now();
	let isStopping = false;
	const read = () =>
		toMinerState({
			...fixed,
			startedAt,
			now: clock.now(),
			isStopping,
			counts: counts.getSnapshot(),
			facts: facts.getSnapshot(),
			status: status.getSnapshot(),
			earned: earned.getSnapshot(),
			memoryBytes: memory.getSnapshot(),
			waiting: waiting(),
			problems: problemKinds.flatMap(kind => toProblem(kind, problems[kind].getSnapshot())),
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
	const forget = [counts, facts, status, earned, memory, ...Object.values(problems)].map(part =>
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
			for (const unsubscribe of forget) {
				unsubscribe();
			}
		},
	};
}

type Why = string | {readonly message: string} | undefined;

function toProblem(kind: ProblemKind, why: Why): readonly Problem[] {
	return why === undefined ? [] : [{kind, message: typeof why === 'string' ? why : why.message}];
}
