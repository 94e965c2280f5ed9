import type {Clock} from '../../support/clock.ts';
import type {Walk} from '../walk.ts';
import {toProblem} from '../problem.ts';
import {readings} from './readings.ts';
import type {Facts, WalkthroughStep} from './state.ts';

export type ReaderOptions = {
	/** The walk as it is decided now. */
	readonly createWalk: (step: WalkthroughStep, life: AbortSignal) => Walk;
	readonly publish: (facts: Partial<Facts>) => void;
	/** Called at each look that finds the step met. */
	readonly onMet: (step: WalkthroughStep) => void;
	readonly clock: Clock;
};

export type Reader = {
	/** Read for a step, in place of what is read now. */
	readonly start: (step: WalkthroughStep) => void;
	/** Read anew soon, since what is decided has changed. */
	readonly refresh: () => void;
	readonly stop: () => Promise<void>;
};

/** Milliseconds after the last change: nobody types slower. */
const pause = 250;

/** Create what keeps the facts of the shown step fresh: one reading at a time. */
export function createReader({createWalk, publish, onMet, clock}: ReaderOptions): Reader {
	let current: {readonly step: WalkthroughStep; readonly life: AbortController} | undefined;
	let running = Promise.resolve();
	let cancelRefresh: (() => void) | undefined;

	const read = async (step: WalkthroughStep, life: AbortController) => {
		const publishHere = (facts: Partial<Facts>) => {
			if (!life.signal.aborted) {
				publish(facts);
			}
		};

		// A problem was that of an earlier reading, and what is read now may be without.
		publishHere({problem: undefined});
		try {
			await readings[step](createWalk(step, life.signal), {
				publish: publishHere,
				onMet() {
					if (!life.signal.aborted) {
						onMet(step);
					}
				},
				signal: life.signal,
			});
		} catch (error) {
			publishHere({problem: toProblem(error)});
		}
	};

	const end = () => {
		cancelRefresh?.();
		cancelRefresh = undefined;
		current?.life.abort();
		current = undefined;
	};

	const start = (step: WalkthroughStep) => {
		end();
		const life = new AbortController();
		current = {step, life};
		const before = running;
		running = (async () => {
			await before;
			if (!life.signal.aborted) {
				await read(step, life);
			}
		})();
	};

	return {
		start,
		refresh() {
			const step = current?.step;
			if (step === undefined) {
				return;
			}

			cancelRefresh?.();
			cancelRefresh = clock.after(pause, () => {
				start(step);
			});
		},
		async stop() {
			end();
			await running;
		},
	};
}
