import type {StepProgress, WalkthroughStep} from './state.ts';
import {handSteps, indexOf} from './walk-steps.ts';

type Steps = readonly StepProgress[];

/** All steps, unfinished. */
export const firstProgress: Steps = handSteps.map(({id, step: {title}}) => ({
	id,
	title,
	isMet: false,
}));

export const isMet = (steps: Steps, id: WalkthroughStep): boolean =>
	steps[indexOf(id)]?.isMet === true;

/** Check whether a step may be shown: all steps before it are finished. */
export const isReached = (steps: Steps, id: WalkthroughStep): boolean =>
	steps.slice(0, indexOf(id)).every(step => step.isMet);

/** Mark a step as finished, with what it found or did. */
export const withMet = (steps: Steps, id: WalkthroughStep, said: string): Steps =>
	steps.map(step => (step.id === id ? {...step, isMet: true, said} : step));

/** Mark the steps from an index onwards as unfinished. */
export const withoutMet = (steps: Steps, from: number): Steps => [
	...steps.slice(0, from),
	...firstProgress.slice(from),
];
