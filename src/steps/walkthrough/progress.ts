import type {StepProgress, WalkthroughStep} from './state.ts';
import {handSteps, indexOf} from './walk-steps.ts';

type Steps = readonly StepProgress[];

/** The steps, none of them met yet. */
export const firstProgress: Steps = handSteps.map(({id, step: {title}}) => ({
	id,
	title,
	isMet: false,
}));

export const isMet = (steps: Steps, id: WalkthroughStep): boolean =>
	steps[indexOf(id)]?.isMet === true;

/** Tell whether a step may be looked at: all before it are met. */
export const isReached = (steps: Steps, id: WalkthroughStep): boolean =>
	steps.slice(0, indexOf(id)).every(step => step.isMet);

/** Mark a step as met, with what was found or done. */
export const withMet = (steps: Steps, id: WalkthroughStep, said: string): Steps =>
	steps.map(step => (step.id === id ? {...step, isMet: true, said} : step));

/** Mark the steps from an index on as not met. */
export const withoutMet = (steps: Steps, from: number): Steps => [
	...steps.slice(0, from),
	...firstProgress.slice(from),
];
