/** An alert for the operator. */
export type Alert = {
	readonly kind:
		| 'address'
		| 'chain'
		| 'clock'
		| 'device'
		| 'ended'
		| 'engine'
		| 'evicted'
		| 'hung'
		| 'incompatible'
		| 'ledger'
		| 'ledger-lost'
		| 'log'
		| 'other'
		| 'silence'
		| 'slot'
		| 'unanswered'
		| 'unranked';
	/** `bad` costs pay now; `warn` may soon. */
	readonly level: 'bad' | 'warn';
	/** What happened, without a full stop. */
	readonly what: string;
	/** Start, in milliseconds since the Unix epoch, if known. */
	readonly since?: number;
	/** What it means for the miner. */
	readonly means: string;
	/** What to do about it. */
	readonly todo: string;
};
