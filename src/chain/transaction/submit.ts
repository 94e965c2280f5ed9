import type {Signer} from '../../crypto/signer.ts';
import type {BtopError} from '../../support/errors.ts';
import {awaitHead} from '../await-head.ts';
import type {Call} from '../call.ts';
import type {ChainClient} from '../client.ts';
import {ChainRefusedError, NotDecryptedError, NotIncludedError, UnsettledError} from '../errors.ts';
import {afterSending} from './after-sending.ts';
import {createDelivery} from './delivery.ts';
import {getBirth} from './birth.ts';
import {type Extrinsic, signExtrinsic} from './extrinsic.ts';
import {type Fate, follow} from './follow.ts';
import {type Journal, noJournal, toOutcome} from './journal.ts';
import {getNextNonce} from './nonce.ts';
import type {Receipt} from './receipt.ts';
import {settleEarlier} from './settle-earlier.ts';
import {signShielded} from './shield.ts';
import {findInvalidity} from './validity.ts';

export type SubmitOptions = {
	readonly signer: Signer;
	/** Where signed transactions are recorded before they are sent. @default `noJournal` */
	readonly journal?: Journal;
	/** Whether to send it through the chain’s MEV shield, encrypted until it is in a block. @default false */
	readonly isShielded?: boolean;
	/** Called just before each signature; if it throws, nothing is signed. What it reads with the client that it is given can share requests with what the signature needs. */
	readonly beforeSigning?: (client: ChainClient) => Promise<void>;
	/** Stops signing and following. What was already sent may still be included. */
	readonly signal?: AbortSignal;
};

/** Another program may use the same account. */
const maximumTries = 3;

/**
Sign a call, send it and wait until it is in a finalized block. Nothing else signs transactions.

Nothing is signed again while its earlier version could still get into a block. An account's transactions are sent one at a time, with a journal across all processes that share it, after settling what an earlier process left unsettled.

@throws {ChainRefusedError} If the chain refuses it; `code` is the chain's name for the reason.
@throws {NotEnoughFundsError} If the account has too little.
@throws {NotIncludedError} If it was sent, but is in no block and can no longer get into one.
@throws {NotDecryptedError} If it was sent encrypted, and is in no block although what carried it is.
@throws {ShieldUnavailableError} If it is to be encrypted, and the chain offers no key for that.
@throws {UnsettledError} If it was sent, but its outcome cannot be determined through this node.
@throws {ChainUnsupportedError} If the chain has no such call.
@throws {ChainUnreachableError} If the chain is lost and does not come back.
@throws {InterruptedAfterSendingError} If the signal is aborted after it was sent.

@example
```
const {block, fee} = await submit(client, transfer({to, amount: 1_000_000_000n}), {signer});
```
*/
export async function submit(
	anyClient: ChainClient,
	call: Call,
	{
		signer,
		journal = noJournal,
		isShielded = false,
		beforeSigning = async () => undefined,
		signal,
	}: SubmitOptions,
): Promise<Receipt> {
	const client = anyClient.withUrgency('transaction');
	const account = {signer: signer.address, genesisHash: client.genesisHash};
	const work = async () => {
		signal?.throwIfAborted();
		await settleEarlier(client, account, {journal, signal});
		for (let tries = 1; ; tries++) {
			if (isShielded) {
				await beforeSigning(client);
			}

			const extrinsic = isShielded
				? await signShielded(client, call, {signer, signal})
				: await sign(client, call, {signer, beforeSigning});
			// What is carried encrypted is shown to nobody, not even to be checked.
			const refusal = await findInvalidity(client, extrinsic.carrier ?? extrinsic);
			signal?.throwIfAborted();
			journal.record({...account, ...extrinsic, call});
			if (refusal) {
				journal.settle(extrinsic.hash, {outcome: refusal.code});
				if (tries === maximumTries || !isForOtherKey(refusal)) {
					throw refusal;
				}

				await nextHead(client, signal);
				continue;
			}

			const sent = await send(client, extrinsic, {journal, signal});
			if (tries === maximumTries || !canSignAgain(extrinsic, sent.fate)) {
				return toReceipt(extrinsic, sent);
			}
		}
	};

	return client.inTurn(signer.address, async () => journal.inTurn(account, work, signal), signal);
}

/** Whether the chain’s key has changed since it was read. */
const isForOtherKey = (refusal: BtopError) =>
	refusal instanceof ChainRefusedError && refusal.refusal === 'InvalidShieldedTxPubKeyHash';

/** Wait for another block: only that has another key. */
async function nextHead(client: ChainClient, signal: AbortSignal | undefined) {
	const {hash: last} = client.head.getSnapshot();
	await awaitHead(client, ({hash}) => (hash === last ? undefined : hash), {signal});
}

/** Whether nothing was paid, not even a fee, through no fault of the call. A carrier expires if the author that it is for misses its turn. */
const canSignAgain = ({carrier}: Extrinsic, {kind}: Fate) =>
	kind === 'overtaken' || (kind === 'expired' && carrier !== undefined);

async function sign(
	client: ChainClient,
	call: Call,
	{signer, beforeSigning}: Required<Pick<SubmitOptions, 'signer' | 'beforeSigning'>>,
): Promise<Extrinsic> {
	// What these read shares a request.
	const [nonce, birth] = await Promise.all([
		getNextNonce(client, signer),
		getBirth(client),
		beforeSigning(client),
	]);
	const {genesisHash} = client;
	return signExtrinsic(client.runtime(), call, {signer, nonce, genesisHash, birth});
}

/** A transaction's fate, and the last objection of a node. */
type Sent = {readonly fate: Fate; readonly complaint: string | undefined};

async function send(
	client: ChainClient,
	extrinsic: Extrinsic,
	{journal, signal}: {readonly journal: Journal; readonly signal: AbortSignal | undefined},
): Promise<Sent> {
	const {hash, death} = extrinsic;
	const delivery = createDelivery(client, extrinsic.carrier ?? extrinsic);
	const {onIncluded} = journal;
	const fate = await afterSending(
		async () => follow(client, extrinsic, {delivery, onIncluded, signal}),
		{
			hash,
			fix: `Check before repeating it: it is included by block \`${death - 1}\`, or never.`,
			signal,
		},
	);
	// Another node may know.
	if (fate.kind !== 'unknown') {
		journal.settle(hash, toOutcome(fate));
	}

	return {fate, complaint: delivery.complaint()};
}

function toReceipt({hash, death}: Extrinsic, {fate, complaint}: Sent): Receipt {
	switch (fate.kind) {
		case 'included': {
			if (fate.failure) {
				throw fate.failure;
			}

			return fate.receipt;
		}

		case 'unread': {
			throw new UnsettledError(
				hash,
				`it is in block ${fate.block}, but this node does not report its result`,
			);
		}

		case 'unknown': {
			throw new UnsettledError(hash, fate.reason);
		}

		case 'not-decrypted': {
			throw fate.refusal ?? new NotDecryptedError(hash, fate.paid);
		}

		case 'overtaken': {
			throw new NotIncludedError(hash, 'another transaction of this account used its nonce');
		}

		case 'expired': {
			const said = complaint === undefined ? '' : `. ${complaint}`;
			throw new NotIncludedError(hash, `its era ended with block ${death - 1}${said}`);
		}
	}
}
