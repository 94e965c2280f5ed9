import type {Call} from '../chain/call.ts';
import type {ChainClient} from '../chain/client.ts';
import {toJson} from '../ledger/journal.ts';
import {type SignedRow, readSigned} from '../ledger/signed.ts';
import {BtopError} from '../support/errors.ts';
import {describeRoughly} from '../support/rough-duration.ts';
import {describeCall} from './describe-signed.ts';
import {type PaymentJournal, resolveEarlier} from './journal.ts';

/** Error thrown when the same was sent just now, and sending it again was not asked for. */
export class SentAlreadyError extends BtopError {
	override name = 'SentAlreadyError';
	override readonly code = 'sent-already';
	override readonly exitCode = 4;
	readonly sent: SignedRow;

	constructor(sent: SignedRow, now: number) {
		const {text} = describeCall(sent);
		super(`An identical ${text} was ${describeSent(sent, now)}; nothing was sent this time`, {
			fix: 'To send another, add `--again`.',
		});
		this.sent = sent;
	}
}

/** Say when something was sent, and in which block it is. */
export function describeSent({time, block, isTold}: SignedRow, now: number): string {
	const place = block === undefined ? 'and may be in a block' : `in block ${block}`;
	const doubt = isTold ? '' : ', by a command that ended before reporting it';
	return `sent ${describeRoughly(now - time)} ago, ${place}${doubt}`;
}

export type RepeatOptions = {
	/** SS58 of the account that would sign. */
	readonly signer: string;
	readonly journal: PaymentJournal;
	readonly signal: AbortSignal;
};

/**
Find a transaction that did the same, if sending it again may be a mistake: its era is not over, or the command that sent it ended without reporting it, however long ago. Such transactions are settled first.

@throws {UnsettledError} If an earlier transaction cannot be settled through this node.
*/
export async function findSame(
	client: ChainClient,
	call: Call,
	{signer, journal, signal}: RepeatOptions,
): Promise<SignedRow | undefined> {
	await resolveEarlier(client, {signer, journal, signal});
	return findDoubtful(client, call, {signer, journal});
}

/** Whether to send the same again: always, never, or once more after the one that is known. */
export type Again = boolean | SignedRow;

/**
Make sure, in the account's turn, that no other process has sent the same in the meantime.

@throws {SentAlreadyError} If one has.
*/
export function refuseRepeat(
	client: ChainClient,
	call: Call,
	{again, ...options}: Omit<RepeatOptions, 'signal'> & {readonly again: Again},
): void {
	const known = typeof again === 'boolean' ? 0 : again.id;
	const same = findDoubtful(client, call, options);
	if (again !== true && same && same.id > known) {
		throw new SentAlreadyError(same, client.clock.now());
	}
}

/** Find the latest transaction that did the same, if it is recent or nobody was told of it. Those before it were answered for when it was sent. */
function findDoubtful(
	client: ChainClient,
	call: Call,
	options: Pick<RepeatOptions, 'signer' | 'journal'>,
): SignedRow | undefined {
	const latest = listSame(client, call, options)[0];
	return latest && (!latest.isTold || isRecent(client, latest)) ? latest : undefined;
}

/** List transactions in blocks, or maybe in one, that did the same, latest first. The same is what has the same description: a price limit may differ. */
function listSame(
	{genesisHash}: ChainClient,
	{pallet, name, args}: Call,
	{signer, journal}: Pick<RepeatOptions, 'signer' | 'journal'>,
): readonly SignedRow[] {
	const {text} = describeCall({call: `${pallet}.${name}`, args: toJson(args)});
	return ['included', 'unread', 'unknown']
		.flatMap(outcome => readSigned(journal.ledger, {genesisHash, signer, outcome, limit: -1}))
		.filter(row => describeCall(row).text === text)
		.toSorted((a, b) => b.id - a.id);
}

/** With quick blocks, an era is over before a person has read that something was sent. */
const leastWindow = 2 * 60 * 1000;

const isRecent = ({head, clock}: ChainClient, {death = 0, time}: SignedRow) =>
	head.getSnapshot().number < death || clock.now() - time < leastWindow;
