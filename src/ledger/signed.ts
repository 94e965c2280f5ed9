import type {SQLOutputValue} from 'node:sqlite';
import {recordNetwork} from './networks.ts';
import type {Ledger} from './open-ledger.ts';

/** A call that is about to be signed and sent, or that was never signed. */
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

/** What it takes to find the transaction again. */
export type SignedTransaction = {
	/** Of the chain. */
	readonly genesisHash: string;
	readonly nonce: number;
	/** Number of the block it was signed at. */
	readonly birth: number;
	/** Number of the first block it is no longer valid in. */
	readonly death: number;
	readonly hash: string;
	/** The whole transaction, as it stands in a block. */
	readonly hex: string;
	/** The whole transaction that carries it encrypted, with the nonce before; `undefined` if it is sent as it is. */
	readonly carrier?: string;
};

/** The outcome of a signed call. */
export type SignedOutcome = {
	/** `included`, or the reason why not in kebab-case; `sent` until the outcome is known. */
	readonly outcome: string;
	readonly block?: number;
	/** Rao, with that of the carrier. */
	readonly fee?: bigint;
};

/** A record of a signed call. */
export type SignedRow = SignedCall &
	Partial<SignedTransaction> &
	SignedOutcome & {
		readonly id: number;
		/** Whether it was a dry run. */
		readonly isDryRun: boolean;
		/** Whether the command that sent it has reported its outcome. */
		readonly isTold: boolean;
	};

/**
Record a call before it is sent, so that a crash in between leaves a trace of it.
*/
export function recordSigned(ledger: Ledger, signed: SignedCall & SignedTransaction): void {
	ledger.transact(database => {
		recordNetwork(ledger, signed);
		database
			.prepare(
				`INSERT INTO signed (time, network, signer, call, arguments, genesis, nonce, birth, death, hash, bytes, carrier, outcome)
				VALUES ($time, $network, $signer, $call, $args, $genesisHash, $nonce, $birth, $death, $hash, $hex, $carrier, 'sent')`,
			)
			.run({...signed, args: JSON.stringify(signed.args), carrier: signed.carrier ?? null});
	});
}

/**
Record a call that was refused before signing, such as a registration above the cap.
*/
export function recordUnsigned(
	ledger: Ledger,
	{isDryRun, args, ...call}: SignedCall & Pick<SignedRow, 'outcome' | 'isDryRun'>,
): void {
	ledger.transact(database => {
		database
			.prepare(
				`INSERT INTO signed (time, network, signer, call, arguments, outcome, is_dry_run)
				VALUES ($time, $network, $signer, $call, $args, $outcome, $isDryRun)`,
			)
			.run({...call, args: JSON.stringify(args), isDryRun: Number(isDryRun)});
	});
}

/**
Record the outcome of a sent call.
*/
export function settleSigned(
	ledger: Ledger,
	hash: string,
	{outcome, block, fee}: SignedOutcome,
): void {
	ledger.transact(database => {
		database
			.prepare('UPDATE signed SET outcome = ?, block = ?, fee = ? WHERE hash = ?')
			.run(outcome, block ?? null, fee ?? null, hash);
	});
}

/**
Record that the command that sent a call has reported its outcome.
*/
export function markTold(ledger: Ledger, hash: string): void {
	ledger.transact(database => {
		database.prepare('UPDATE signed SET is_told = 1 WHERE hash = ?').run(hash);
	});
}

export type SignedFilter = {
	readonly genesisHash?: string;
	readonly signer?: string;
	readonly call?: string;
	readonly outcome?: string;
	readonly hash?: string;
	/** A negative one means all. @default 100 */
	readonly limit?: number;
};

/**
Read the signed calls, latest first.
*/
export function readSigned(
	ledger: Ledger,
	{genesisHash, signer, call, outcome, hash, limit = 100}: SignedFilter = {},
): readonly SignedRow[] {
	const wanted = Object.entries({genesis: genesisHash, signer, call, outcome, hash}).filter(
		(entry): entry is [string, string] => entry[1] !== undefined,
	);
	const condition = ['TRUE', ...wanted.map(([name]) => `${name} = $${name}`)].join(' AND ');
	return ledger.use(database =>
		database
			.prepare(`SELECT * FROM signed WHERE ${condition} ORDER BY id DESC LIMIT $limit`)
			.all({...Object.fromEntries(wanted), limit})
			.map(row => ({
				id: Number(row.id),
				time: Number(row.time),
				network: String(row.network),
				signer: String(row.signer),
				call: String(row.call),
				args: JSON.parse(String(row.arguments)) as unknown,
				genesisHash: toText(row.genesis),
				nonce: toNumber(row.nonce),
				birth: toNumber(row.birth),
				death: toNumber(row.death),
				hash: toText(row.hash),
				hex: toText(row.bytes),
				carrier: toText(row.carrier),
				outcome: String(row.outcome),
				block: toNumber(row.block),
				fee: typeof row.fee === 'bigint' ? row.fee : undefined,
				isDryRun: row.is_dry_run === 1n,
				isTold: row.is_told === 1n,
			})),
	);
}

type Stored = SQLOutputValue | undefined;

const toText = (value: Stored) => (typeof value === 'string' ? value : undefined);
const toNumber = (value: Stored) => (typeof value === 'bigint' ? Number(value) : undefined);
