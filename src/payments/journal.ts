import type {Call} from '../chain/call.ts';
import type {ChainClient} from '../chain/client.ts';
import {NotDecryptedError} from '../chain/errors.ts';
import type {Fate} from '../chain/transaction/follow.ts';
import {type Journal, noJournal} from '../chain/transaction/journal.ts';
import type {Receipt} from '../chain/transaction/receipt.ts';
import {settleEarlier} from '../chain/transaction/settle-earlier.ts';
import {readEarnings, recordEarning} from '../ledger/earnings.ts';
import type {EarningSample} from '../ledger/gains.ts';
import {type LedgerJournal, createJournal, toJson} from '../ledger/journal.ts';
import {type Ledger, openLedger} from '../ledger/open-ledger.ts';
import {recordSale} from '../ledger/sales.ts';
import {readSigned, recordUnsigned} from '../ledger/signed.ts';
import type {World} from '../rig/network/world.ts';
import {BtopError} from '../support/errors.ts';
import {describeRoughly} from '../support/rough-duration.ts';
import {describeCall} from './describe-signed.ts';
import {readSold} from './read-sold.ts';

/** The journal of payments, with its ledger. */
export type PaymentJournal = LedgerJournal & {
	readonly onEarlier: Required<Journal>['onEarlier'];
	readonly onIncluded: Required<Journal>['onIncluded'];
	readonly ledger: Ledger;
	/** Record what a transaction sold of a miner's alpha, and what its hotkey holds in that block. Trouble with the ledger is only reported. */
	readonly recordSales: (receipt: Receipt, sold: SoldAt) => void;
};

/** The circumstances of a sale. */
export type SoldAt = {
	/** Milliseconds since the Unix epoch. */
	readonly time: number;
	/** The network's name when it was signed. @default the name in use */
	readonly network?: string;
	/** What the hotkey holds after it and the price, as samples have them; `undefined` if unknown. */
	readonly after?: Pick<EarningSample, 'alpha' | 'price'>;
};

type JournalWorld = Pick<World, 'home' | 'network' | 'report' | 'warn'>;

/**
Do work with the journal of payments: what cannot be recorded is not paid. The work ends by telling the operator the outcome; a payment whose work failed or was killed before is asked about when the same is sent again.

@throws {BadLedgerError | LedgerWriteError} If the ledger cannot be opened.
*/
export async function withJournal<Result>(
	world: JournalWorld,
	work: (journal: PaymentJournal) => Promise<Result>,
): Promise<Result> {
	const ledger = openLedger({file: world.home.ledger});
	try {
		const journal = keep(world, ledger, true);
		const result = await work(journal);
		journal.markTold();
		return result;
	} finally {
		// What was paid is not undone by what the disk says to this.
		attempt(world, () => {
			ledger.close();
		});
	}
}

/** Do work with a journal for what costs nothing: trouble with the ledger is only reported. */
export async function withFreeJournal<Result>(
	world: JournalWorld,
	work: (journal: Journal) => Promise<Result>,
): Promise<Result> {
	let ledger: Ledger | undefined;
	try {
		ledger = openLedger({file: world.home.ledger});
	} catch (error) {
		tell(world, error);
	}

	try {
		return await work(ledger ? keep(world, ledger, false) : noJournal);
	} finally {
		attempt(world, () => {
			ledger?.close();
		});
	}
}

/**
Settle what earlier processes sent from an account.

@returns The fates, by transaction hash.
@throws {UnsettledError} If one cannot be determined through this node.
*/
export async function resolveEarlier(
	client: ChainClient,
	{signer, journal, signal}: EarlierOptions,
): Promise<ReadonlyMap<string, Fate>> {
	const account = {signer, genesisHash: client.genesisHash};
	return journal.inTurn(
		account,
		async () => settleEarlier(client, account, {journal, signal}),
		signal,
	);
}

export type EarlierOptions = {
	/** SS58 of the account. */
	readonly signer: string;
	readonly journal: Journal;
	readonly signal: AbortSignal;
};

export type RefusalOptions = {
	/** What would have been signed. */
	readonly call: Call;
	/** SS58 of who would have signed it. */
	readonly signer: string;
	readonly isDryRun: boolean;
};

/** Do work that precedes signing, and record the call if a limit or a rule of the chain refuses it. Trouble with the ledger is only reported. */
export async function recordRefusal<Result>(
	world: JournalWorld,
	{call: {pallet, name, args}, signer, isDryRun}: RefusalOptions,
	work: () => Promise<Result>,
): Promise<Result> {
	try {
		return await work();
	} catch (error) {
		if (error instanceof BtopError && error.exitCode === 3) {
			const call = {call: `${pallet}.${name}`, args: toJson(args), outcome: error.code, isDryRun};
			attempt(world, () => {
				const ledger = openLedger({file: world.home.ledger});
				try {
					recordUnsigned(ledger, {...call, time: Date.now(), network: world.network.name, signer});
				} finally {
					ledger.close();
				}
			});
		}

		throw error;
	}
}

type Told = Pick<World, 'report' | 'warn'>;

function attempt(world: Told, work: () => void, what = '') {
	try {
		work();
	} catch (error) {
		tell(world, error, what);
	}
}

function tell({report, warn = report}: Told, error: unknown, what = '') {
	const {message} = error as Error;
	const fix = error instanceof BtopError && error.fix !== undefined ? `. ${error.fix}` : '';
	warn(`${what}${message}${fix}`);
}

function keep(world: JournalWorld, ledger: Ledger, isPayment: boolean): PaymentJournal {
	const {network, report, warn} = world;
	const recordSales: PaymentJournal['recordSales'] = (
		receipt,
		{time, after, network: seller = network.name},
	) => {
		const write = () => {
			for (const sold of readSold(receipt)) {
				const {netuid, hotkey, block} = sold;
				const miner = {network: seller, netuid, hotkey};
				// What this home never mined with earned nothing here.
				if (readEarnings(ledger, miner).samples.length === 0) {
					continue;
				}

				recordSale(ledger, {...sold, ...miner, time});
				if (after) {
					recordEarning(ledger, {...miner, ...after, block, time});
				}
			}
		};

		attempt(world, write, 'Sold, but the ledger lacks it: ');
	};

	return {
		...createJournal(ledger, {network: network.name, isPayment, report, warn}),
		ledger,
		recordSales,
		onIncluded(block) {
			report(`It is in block ${block}; waiting until that is final`);
		},
		onEarlier({hash, death}, fate) {
			const row = readSigned(ledger, {hash, limit: 1})[0];
			if (row === undefined) {
				return;
			}

			if (fate?.kind === 'included' && !fate.failure) {
				recordSales(fate.receipt, {time: row.time, network: row.network});
			}

			const what = `the ${describeCall(row).text}, signed ${describeRoughly(Date.now() - row.time)} ago,`;
			report(
				fate === undefined
					? `Looking for ${what} until block ${death - 1} at the latest`
					: `T${what.slice(1)} ${describeFate(fate)}`,
			);
		},
	};
}

function describeFate(fate: Fate): string {
	switch (fate.kind) {
		case 'included': {
			return fate.failure
				? `failed: ${fate.failure.message}`
				: `is in block ${fate.receipt.block.number}`;
		}

		case 'unread': {
			return `is in block ${fate.block}, but this node does not report its result`;
		}

		case 'not-decrypted': {
			return `failed: ${(fate.refusal ?? new NotDecryptedError('', fate.paid)).message}`;
		}

		case 'overtaken':
		case 'expired': {
			return 'was never included in a block; nothing was paid';
		}

		case 'unknown': {
			return `may have gone through, which this node no longer tells: ${fate.reason}`;
		}
	}
}
