/** Something that an operator should know of, in his words. */
export type Alert = {
	readonly kind:
		| 'address'
		| 'chain'
		| 'ended'
		| 'engine'
		| 'evicted'
		| 'hung'
		| 'ledger'
		| 'overload'
		| 'other'
		| 'silence'
		| 'slot'
		| 'unranked';
	/** `bad` costs pay now, `warn` may soon. */
	readonly level: 'bad' | 'warn';
	/** What happened, without a full stop. */
	readonly what: string;
	/** Since when, in milliseconds since the Unix epoch, where it is known. */
	readonly since?: number;
	/** What follows from it. */
	readonly means: string;
	/** What to do about it. */
	readonly todo: string;
};
