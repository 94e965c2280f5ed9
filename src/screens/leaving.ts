/** How the operator left the screens. */
export type Leaving = {
	/** `left` with the miner, if there is one, at work; `stopped` with it ended; `interrupted` by Ctrl-C, which stops no miner either. */
	readonly kind: 'left' | 'stopped' | 'interrupted';
	/** Process numbers of the miners that this is about. */
	readonly pids?: readonly number[];
};
