import type {ChainClient} from '../client.ts';
import {type Fate, follow} from './follow.ts';
import {type Account, type Journal, toOutcome} from './journal.ts';

export type SettleOptions = {readonly journal: Journal; readonly signal?: AbortSignal};

/**
Settle the transactions that earlier processes sent from an account and did not live to settle. They are not resent: whoever ended that process may no longer want them. One whose fate this node does not show, though nothing can change it any more, is settled as `unknown`, and does not hold up the account any longer.

Call it in the account's turn, since the process that has the turn may still be following its own.

@returns The fates, by transaction hash.
@throws {UnsettledError} If one cannot be determined through this node.
@throws {ChainUnreachableError} If the chain is lost and does not come back.
*/
export async function settleEarlier(
	client: ChainClient,
	account: Account,
	{journal, signal}: SettleOptions,
): Promise<ReadonlyMap<string, Fate>> {
	const fates = new Map<string, Fate>();
	for (const earlier of journal.pending(account)) {
		journal.onEarlier?.(earlier);
		const fate = await follow(client, earlier, {onIncluded: journal.onIncluded, signal});
		journal.settle(earlier.hash, toOutcome(fate));
		journal.onEarlier?.(earlier, fate);
		fates.set(earlier.hash, fate);
	}

	return fates;
}
