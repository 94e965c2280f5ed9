/** A coldkey's alpha on a hotkey of a subnet. */
export type Stake = {
	/** SS58. */
	readonly hotkey: string;
	readonly netuid: number;
	/** In alpha's 1e-9 unit, or in rao on root, which has no pool. */
	readonly amount: bigint;
};

export type HotkeyOptions = {
	readonly netuid: number;
	/** SS58. */
	readonly hotkey: string;
};
