/** What a step found or did, as shown to the operator. */
export type StepOutcome = {
	/** One line, without the step's own title. */
	readonly said: string;
};

/**
One thing a newcomer does on the way from nothing to the first reward. The walk-through and quickstart are loops over the same list.
*/
export type Step<Walk> = {
	readonly id: string;
	/** A short noun. */
	readonly title: string;
	/** Check whether the step is already done, and collect what it finds. */
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
Run steps in order, skipping those already done. An error in a step ends the walk; running the same steps again resumes there.
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
