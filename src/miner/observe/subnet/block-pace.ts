export type BlockPace = {
	/** Add a block and the time it was received, in milliseconds. */
	readonly add: (block: {readonly number: number; readonly receivedAt: number}) => void;
	/** Milliseconds from one block to the next. */
	readonly read: () => number;
};

/**
Create an estimator of a chain's block time: the median of recent intervals, so that a pause of the chain or connection does not count.

@param planned - The chain's target block time in milliseconds, used until an interval was seen.
@param capacity - Number of intervals to keep. @default 31
*/
export function createBlockPace(planned: number, capacity = 31): BlockPace {
	let steps: readonly number[] = [];
	let last: Parameters<BlockPace['add']>[0] | undefined;
	return {
		add(block) {
			if (last && block.number > last.number) {
				const step = (block.receivedAt - last.receivedAt) / (block.number - last.number);
				steps = [...steps, step].slice(-capacity);
			}

			last = block;
		},
		read: () =>
			steps.toSorted((one, other) => one - other)[Math.floor(steps.length / 2)] ?? planned,
	};
}
