import {Buffer} from 'node:buffer';
import path from 'node:path';
import {blake2b256} from '../crypto/hashes.ts';
import {type Clock, systemClock} from '../support/clock.ts';
import {withLock} from '../support/files/lock.ts';
import {LedgerWriteError} from './errors.ts';
import type {Ledger} from './open-ledger.ts';
import {
	type SignedCall,
	type SignedOutcome,
	type SignedTransaction,
	markTold,
	readSigned,
	recordSigned,
	settleSigned,
} from './signed.ts';

export type JournalOptions = {
	/** The network's name in the ledger. */
	readonly network: string;
	/** Whether money is at stake: then nothing is sent that cannot be recorded first. */
	readonly isPayment: boolean;
	/** Called with a line when another process has to be waited for. */
	readonly report: (line: string) => void;
	/** Called with a line for each problem that stops nothing. @default `report` */
	readonly warn?: (line: string) => void;
	readonly clock?: Clock;
};

type Account = {readonly signer: string; readonly genesisHash: string};

type Call = {
	readonly pallet: string;
	readonly name: string;
	readonly args: Readonly<Record<string, unknown>>;
};

type Transaction = Omit<SignedTransaction, 'genesisHash' | 'carrier'> & {
	readonly signer: string;
	/** What carries it encrypted. */
	readonly carrier?: {readonly hex: string; readonly hash: string};
};

/** Records what is signed, and makes processes that share a ledger wait for each other. */
export type LedgerJournal = {
	readonly inTurn: <Result>(
		account: Account,
		work: () => Promise<Result>,
		signal?: AbortSignal,
	) => Promise<Result>;
	readonly pending: (account: Account) => readonly Transaction[];
	readonly record: (signed: Transaction & Account & {readonly call: Call}) => void;
	readonly settle: (hash: string, outcome: SignedOutcome) => void;
	/** Record that the operator was told the outcomes of what this journal has recorded and settled. */
	readonly markTold: () => void;
};

/** Another process may need a transaction's whole era to settle its own. */
const timeout = 30 * 60 * 1000;
/** Milliseconds of waiting not worth mentioning. */
const quickly = 1000;

/**
Create a journal in the ledger.
*/
export function createJournal(
	ledger: Ledger,
	{network, isPayment, report, warn = report, clock = systemClock}: JournalOptions,
): LedgerJournal {
	/** Report what goes wrong, with what follows from it, instead of throwing it. */
	const attempt = (work: () => void, consequence?: string) => {
		try {
			work();
		} catch (error) {
			const {message} = error as Error;
			warn(consequence === undefined ? message : `${message}. ${consequence}`);
		}
	};

	/** By hash. */
	const recorded = new Map<string, SignedCall & SignedTransaction>();
	const settled = new Set<string>();
	return {
		async inTurn(account, work, signal = new AbortController().signal) {
			const file = lockFile(ledger, account);
			const {signer} = account;
			const stopTelling = clock.after(quickly, () => {
				report(`Another btop is signing for \`${signer}\`; waiting for it to finish`);
			});
			let working: ReturnType<typeof work> | undefined;
			const begin = async () => {
				stopTelling();
				working = work();
				await working;
			};

			try {
				await withLock(file, {purpose: `sign for ${signer}`, timeout, signal}, begin);
			} catch (error) {
				if (working === undefined && (isPayment || signal.aborted)) {
					throw error;
				}

				if (working === undefined) {
					warn((error as Error).message);
				}
			} finally {
				stopTelling();
			}

			// Trouble with the lock must not hide the result of the work.
			return working ?? work();
		},
		pending({signer, genesisHash}) {
			return ['sent', 'unread']
				.flatMap(outcome => readSigned(ledger, {signer, genesisHash, outcome, limit: -1}))
				.toSorted((a, b) => a.id - b.id)
				.flatMap(row => toTransaction(row) ?? []);
		},
		record({call: {pallet, name, args}, carrier, ...transaction}) {
			const write = () => {
				const call = {time: clock.now(), network, call: `${pallet}.${name}`, args: toJson(args)};
				const signed = {...transaction, ...call, carrier: carrier?.hex};
				recordSigned(ledger, signed);
				recorded.set(transaction.hash, signed);
			};

			if (isPayment) {
				refuseUnless(write);
			} else {
				attempt(write);
			}
		},
		settle(hash, outcome) {
			attempt(() => {
				const signed = recorded.get(hash);
				ledger.transact(() => {
					// The ledger may have been lost meanwhile; the new one has to know what was sent, too.
					if (signed && readSigned(ledger, {hash, limit: 1}).length === 0) {
						recordSigned(ledger, signed);
					}

					settleSigned(ledger, hash, outcome);
				});
				if (signed && outcome.outcome !== 'unread') {
					settled.add(hash);
				}
			}, 'The next command that signs for this account looks the outcome up again');
		},
		markTold() {
			attempt(() => {
				for (const hash of settled) {
					markTold(ledger, hash);
				}
			});
		},
	};
}

const lockFile = ({path: file}: Ledger, {signer, genesisHash}: Account) =>
	path.join(path.dirname(file), 'locks', `sign-${signer}-${genesisHash.slice(2, 10)}`);

function toTransaction({
	signer,
	nonce,
	birth,
	death,
	hash,
	hex,
	carrier,
}: SignedCall & Partial<SignedTransaction>): Transaction | undefined {
	return nonce === undefined ||
		birth === undefined ||
		death === undefined ||
		hash === undefined ||
		hex === undefined
		? undefined
		: {signer, nonce, birth, death, hash, hex, ...(carrier !== undefined && toCarrier(carrier))};
}

function toCarrier(hex: string): Pick<Transaction, 'carrier'> {
	const hash = blake2b256(Buffer.from(hex.slice(2), 'hex'));
	return {carrier: {hex, hash: `0x${Buffer.from(hash).toString('hex')}`}};
}

/** Say that nothing was sent if it cannot be recorded. */
function refuseUnless(write: () => void) {
	try {
		write();
	} catch (error) {
		throw error instanceof LedgerWriteError
			? new LedgerWriteError(error.path, error.problem, {
					fix: `Nothing was sent, since payments are recorded first. ${error.fix}`,
					cause: error,
				})
			: error;
	}
}

/** Convert arguments to JSON: amounts to strings, bytes to hex. */
export function toJson(value: unknown): unknown {
	if (typeof value === 'bigint') {
		return value.toString();
	}

	if (value instanceof Uint8Array) {
		return `0x${Buffer.from(value).toString('hex')}`;
	}

	if (Array.isArray(value)) {
		return value.map(item => toJson(item));
	}

	return typeof value === 'object' && value !== null
		? Object.fromEntries(Object.entries(value).map(([name, item]) => [name, toJson(item)]))
		: value;
}
