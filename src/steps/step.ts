/** What a step found or did, in the operator's words. */
export type StepOutcome = {
	/** One line, without the step's own title. */
	readonly said: string;
};

/**
One thing that a newcomer goes through, from nothing to the first reward. The walk-through and quickstart are loops over the same list.
*/
export type Step<Walk> = {
	readonly id: string;
	/** What it is for, as a short noun. */
	readonly title: string;
	/** Tell whether there is nothing left to do, and learn from what is there. */
	readonly isMet: (walk: Walk) => Promise<StepOutcome | undefined>;
	readonly run: (walk: Walk) => Promise<StepOutcome>;
};

export type StepEvent = {
	readonly step: string;
	readonly title: string;
	readonly number: number;
	readonly total: number;
} & (
	| {readonly kind: 'started'}
	| {readonly kind: 'met' | 'done'; readonly said: string; readonly milliseconds: number}
);

export type TakeStepsOptions = {
	readonly signal: AbortSignal;
	readonly onEvent?: (event: StepEvent) => void;
	/** Milliseconds. */
	readonly now?: () => number;
};

/**
Take steps in their order, leaving out those that are already met. An error of a step ends the walk; taking the same steps again goes on from there.
*/
export async function takeSteps<Walk>(
	steps: ReadonlyArray<Step<Walk>>,
	walk: Walk,
	{signal, onEvent, now = Date.now}: TakeStepsOptions,
): Promise<void> {
	for (const [index, step] of steps.entries()) {
		signal.throwIfAborted();
		const about = {step: step.id, title: step.title, number: index + 1, total: steps.length};
		const start = now();
		onEvent?.({...about, kind: 'started'});
		const met = await step.isMet(walk);
		const {said} = met ?? (await step.run(walk));
		onEvent?.({...about, kind: met ? 'met' : 'done', said, milliseconds: now() - start});
	}
}
