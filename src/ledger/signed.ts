import type {Ledger} from './open-ledger.ts';

/** Something that is about to be signed and sent. */
export type SignedCall = {
	/** Milliseconds since the Unix epoch. */
	readonly time: number;
	readonly network: string;
	/** SS58 of the account that signs. */
	readonly signer: string;
	/** For example `SubtensorModule.register_limit`. */
	readonly call: string;
	/** The call's arguments as a JSON value; amounts as strings. */
	readonly args: unknown;
};

/** What became of it. */
export type SignedOutcome = {
	/** `included`, or the chain's reason in kebab-case. */
	readonly outcome: string;
	readonly block?: number;
	/** Hash of the extrinsic. */
	readonly hash?: string;
};

/**
Record what is about to be sent, before it is: so that a death in between leaves a trace of it.

@returns Its number, for `settleSigned()`.
*/
export function recordSigned(
	ledger: Ledger,
	{time, network, signer, call, args}: SignedCall,
): number {
	return ledger.transact(database => {
		const {lastInsertRowid} = database
			.prepare(
				"INSERT INTO signed (time, network, signer, call, arguments, outcome) VALUES (?, ?, ?, ?, ?, 'sent')",
			)
			.run(time, network, signer, call, JSON.stringify(args));
		return Number(lastInsertRowid);
	});
}

/**
Record what the chain made of what was sent.
*/
export function settleSigned(
	ledger: Ledger,
	id: number,
	{outcome, block, hash}: SignedOutcome,
): void {
	ledger.transact(database => {
		database
			.prepare('UPDATE signed SET outcome = ?, block = ?, hash = ? WHERE id = ?')
			.run(outcome, block ?? null, hash ?? null, id);
	});
}

/**
Read what was signed and sent, the latest first. An outcome of `sent` means that the answer was never heard.
*/
export function readSigned(
	ledger: Ledger,
	{network, limit = 100}: {readonly network?: string; readonly limit?: number} = {},
): ReadonlyArray<SignedCall & SignedOutcome & {readonly id: number}> {
	return ledger.use(database =>
		database
			.prepare(
				'SELECT * FROM signed WHERE $network IS NULL OR network = $network ORDER BY id DESC LIMIT $limit',
			)
			.all({network: network ?? null, limit})
			.map(row => ({
				id: Number(row.id),
				time: Number(row.time),
				network: String(row.network),
				signer: String(row.signer),
				call: String(row.call),
				args: JSON.parse(String(row.arguments)) as unknown,
				outcome: String(row.outcome),
				block: row.block === null ? undefined : Number(row.block),
				hash: row.hash === null ? undefined : String(row.hash),
			})),
	);
}
