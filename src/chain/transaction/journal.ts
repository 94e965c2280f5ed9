import type {Call} from '../call.ts';
import type {Extrinsic} from './extrinsic.ts';
import type {Fate} from './follow.ts';

/** An account on a chain. */
export type Account = {
	/** SS58. */
	readonly signer: string;
	readonly genesisHash: string;
};

/** A transaction about to be sent, with everything a later process needs to find out its outcome. */
export type Signed = Account & Extrinsic & {readonly call: Call};

/** The outcome of a transaction. */
export type Outcome = {
	/** `included`; `unread` if it is in a block but its result could not be read; `overtaken`, `expired`, `not-decrypted`, `unknown`, or the code of the chain's refusal. */
	readonly outcome: string;
	/** Number of the block that includes it, or only what carried it. */
	readonly block?: number;
	/** Rao, with that of its carrier. */
	readonly fee?: bigint;
};

/** A record of what was signed that outlives this process. */
export type Journal = {
	/** Do work while no other process signs for the account. */
	readonly inTurn: <Result>(
		account: Account,
		work: () => Promise<Result>,
		signal?: AbortSignal,
	) => Promise<Result>;
	/** List the account's recorded transactions that were never settled, or only as `unread`, oldest first. */
	readonly pending: (account: Account) => readonly Extrinsic[];
	/** Record a transaction that is about to be sent. It is on disk when this returns; if it throws, nothing is sent. */
	readonly record: (signed: Signed) => void;
	/** Record an outcome. It never throws: the journal reports its own trouble. */
	readonly settle: (hash: string, outcome: Outcome) => void;
	/** Called with the number of the block that includes a transaction, while that is not final. */
	readonly onIncluded?: (block: number) => void;
	/** Called for each pending transaction before it is looked up, and again with its fate. */
	readonly onEarlier?: (earlier: Extrinsic, fate?: Fate) => void;
};

/** Records nothing: for development keys. */
export const noJournal: Journal = {
	inTurn: async (_, work) => work(),
	pending: () => [],
	record: () => undefined,
	settle: () => undefined,
};

/** Turn a fate into the outcome that the journal records. */
export function toOutcome(fate: Fate): Outcome {
	switch (fate.kind) {
		case 'included': {
			const {failure, receipt} = fate;
			return {
				outcome: failure?.code ?? 'included',
				block: receipt.block.number,
				fee: receipt.fee,
			};
		}

		case 'unread': {
			return {outcome: 'unread', block: fate.block};
		}

		case 'not-decrypted': {
			const {paid, refusal} = fate;
			return {outcome: refusal?.code ?? fate.kind, block: paid?.block, fee: paid?.fee};
		}

		case 'overtaken':
		case 'expired':
		case 'unknown': {
			return {outcome: fate.kind};
		}
	}
}
