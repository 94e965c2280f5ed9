export type BlockPace = {
	/** Tell of a block, and when we heard of it in milliseconds. */
	readonly add: (block: {readonly number: number; readonly receivedAt: number}) => void;
	/** Milliseconds from one block to the next. */
	readonly read: () => number;
};

/**
Create an estimate of how fast a chain makes blocks: the median of the latest steps, so that a pause of the chain, or of the connection, does not count.

@param planned - Milliseconds that the chain plans, which count until a step was seen.
@param capacity - How many steps are kept. @default 31
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
