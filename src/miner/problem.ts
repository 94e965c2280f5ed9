/** What a problem of a miner may be about, in the order they are told. */
export const problemKinds = ['chain', 'address', 'engine', 'ledger'] as const;

export type ProblemKind = (typeof problemKinds)[number];

/** What of a miner is not as it should be. */
export type Problem = {
	/** `other` is what a miner of another version says. */
	readonly kind: ProblemKind | 'other';
	/** A sentence. */
	readonly message: string;
};
