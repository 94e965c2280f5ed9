import type {Clock} from '../../support/clock.ts';
import type {Walk} from '../walk.ts';
import {toProblem} from '../../rig/problem.ts';
import {readings} from './readings.ts';
import type {Facts, WalkthroughStep} from './state.ts';

export type ReaderOptions = {
	/** Create the walk from the current choices. */
	readonly createWalk: (step: WalkthroughStep, life: AbortSignal) => Walk;
	readonly publish: (facts: Partial<Facts>) => void;
	/** Called on each poll that finds the step finished. */
	readonly onMet: (step: WalkthroughStep) => void;
	readonly clock: Clock;
};

export type Reader = {
	/** Read for a step, instead of the current one. */
	readonly start: (step: WalkthroughStep) => void;
	/** Read again soon, since the choices have changed. */
	readonly refresh: () => void;
	readonly stop: () => Promise<void>;
};

/** Milliseconds to wait after the last edit, longer than the gap between two keystrokes. */
const pause = 250;

/** Create a reader that keeps the shown step's facts fresh, one read at a time. */
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

		// The problem came from an earlier read; this one may succeed.
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
