import type {BtopError} from '../../support/errors.ts';
import {tell} from '../../support/observer.ts';
import {awaitHead} from '../await-head.ts';
import type {ChainClient} from '../client.ts';
import {ChainUnreachableError, type Paid, UnsettledError} from '../errors.ts';
import {type Head, getBlockHash, getFinalized, getFinalizedHash, getHeader} from '../head.ts';
import type {Delivery} from './delivery.ts';
import {getBlockEvents} from './events.ts';
import type {Carrier, Extrinsic} from './extrinsic.ts';
import {findNonce, getNonce} from './nonce.ts';
import {type Ending, readEnding} from './receipt.ts';
import {type Place, type SearchResult, createSearch, requireBlockHash} from './search.ts';
import {findInvalidity} from './validity.ts';

/** What became of a transaction, for certain. */
export type Fate =
	/** It is in a finalized block. */
	| ({readonly kind: 'included'} & Ending)
	/** It is in a finalized block, but this node does not tell its result. */
	| {readonly kind: 'unread'; readonly block: number}
	/** It is in no block and can no longer get into one: as of a finalized block, another transaction, which was found, has used its nonce, or its era has ended with the nonce unused. */
	| {readonly kind: 'overtaken' | 'expired'}
	/** The same, and what was to carry it encrypted is in a block: the author could not decrypt it, or would not include it. */
	| {
			readonly kind: 'not-decrypted';
			/** For the carrier; `undefined` if this node does not tell. */
			readonly paid: Paid | undefined;
			/** Why the runtime would not have included it behind the carrier, if that is why. */
			readonly refusal: BtopError | undefined;
	  }
	/** Its era has ended as of a finalized block, so nothing can change any more, but this node does not show what used its nonce. */
	| {readonly kind: 'unknown'; readonly reason: string};

export type FollowOptions = {
	/** Sends it, again if necessary. @default It was sent earlier, and is only looked up. */
	readonly delivery?: Delivery;
	/** Called with the number of the block that includes it if that is not final yet; again if another one does after that was left. */
	readonly onIncluded?: (block: number) => void;
	readonly signal?: AbortSignal;
};

/** Blocks for which to keep asking a node that does not tell, once nothing can change any more. */
const blocksOfGrace = 16;
/** How often to ask a node for the events of the block. */
const readings = 3;

/**
Follow a transaction until its fate is certain and final. Only blocks and state count: the account's nonce tells when to look, and the block bodies show what used it, or that nothing did. What a node says about the transaction itself decides nothing.

@throws {UnsettledError} If it cannot be determined through this node.
@throws {ChainUnreachableError} If the chain is lost and does not come back, or produces no more blocks.
*/
export async function follow(
	client: ChainClient,
	extrinsic: Extrinsic,
	{signal, ...options}: FollowOptions = {},
): Promise<Fate> {
	const {hash, death} = extrinsic;
	const look = createLook(client, extrinsic, options);
	const end = Math.max(death, client.head.getSnapshot().number) + blocksOfGrace;
	let trouble: unknown;
	try {
		return await awaitHead(
			client,
			async head => {
				try {
					const fate = await look.at(head);
					trouble = undefined;
					if (fate !== undefined) {
						return fate;
					}
				} catch (error) {
					signal?.throwIfAborted();
					trouble = error;
				}

				if (head.number >= end) {
					const reason = describe(trouble, look.place());
					if (look.isDecided()) {
						return {kind: 'unknown', reason} as const;
					}

					throw new UnsettledError(hash, reason, {cause: trouble});
				}

				return undefined;
			},
			{signal},
		);
	} catch (error) {
		throw error instanceof ChainUnreachableError
			? new ChainUnreachableError(error.url, 'the connection broke after a transaction was sent', {
					cause: error,
					fix: `The transaction \`${hash}\` may have gone through. The same command looks for it first, before anything else is sent.`,
				})
			: error;
	}
}

function describe(trouble: unknown, place: Place | undefined): string {
	if (trouble instanceof Error) {
		return trouble.message;
	}

	return place === undefined
		? 'no block that could include it is finalized yet'
		: `block ${place.number}, which includes it, is not finalized yet`;
}

/** Create the check to do at each new block. */
function createLook(
	client: ChainClient,
	extrinsic: Extrinsic,
	{delivery, onIncluded}: Pick<FollowOptions, 'delivery' | 'onIncluded'>,
) {
	const {signer, nonce, death, carrier} = extrinsic;
	const search = createSearch(client, extrinsic);
	let read = 0;

	/** Read what a node knows of the end, or do without after some attempts. */
	const readPatiently = async (work: () => Promise<Fate>, otherwise: Fate): Promise<Fate> => {
		try {
			return await work();
		} catch (error) {
			read++;
			if (error instanceof ChainUnreachableError || read < readings) {
				throw error;
			}

			return otherwise;
		}
	};

	const readFate = async (block: Place, carried: Place | undefined) =>
		readPatiently(
			async () => {
				const isEarlier = carrier && carried && carried.hash !== block.hash;
				const earlier = isEarlier ? await readEnding(client, carrier, carried.hash) : undefined;
				const ending = await readEnding(client, extrinsic, block.hash, {
					earlierFee: earlier?.receipt.fee,
					block: block.content,
				});
				return {kind: 'included', ...ending};
			},
			{kind: 'unread', block: block.number},
		);

	const isUsed = async (at: string) => (await getNonce(client, {address: signer, at})) > nonce;

	/** The same, with the block’s events in the same request, which are read next if it was used there. */
	const isUsedNow = async (at: string) => {
		const [used] = await Promise.allSettled([isUsed(at), getBlockEvents(client, at)]);
		// A node that does not tell events must still tell the nonce.
		return used.status === 'fulfilled' ? used.value : isUsed(at);
	};

	let isDecided = false;
	/** Hash of the last block after which the nonce was unused. */
	let unusedAt: string | undefined;
	/** The block that includes it, and that of its carrier, while that is not final. */
	let place: Place | undefined;
	let carriedIn: Place | undefined;

	/** A block that is not final may be left for another, which need not include it. */
	const readOnceFinal = async (
		block: Place,
		carried: Place | undefined,
	): Promise<Fate | undefined> => {
		const isNew = block.hash !== place?.hash;
		place = block;
		carriedIn = carried;
		switch (await readStanding(client, block)) {
			case 'final': {
				return readFate(block, carried);
			}

			case 'open': {
				if (isNew) {
					tell(onIncluded, block.number);
				}

				return undefined;
			}

			case 'left': {
				place = undefined;
				return undefined;
			}
		}
	};

	/** Tell what became of a transaction that is in no block and can no longer get into one. */
	const readMissed = async (
		kind: 'overtaken' | 'expired',
		{carried, isWhole}: SearchResult,
		lastNonce = 0,
	): Promise<Fate> => {
		const isCarried = carried !== undefined || (!isWhole && lastNonce >= nonce);
		if (carrier === undefined || !isCarried) {
			return {kind};
		}

		const unknown: Fate = {kind: 'not-decrypted', paid: undefined, refusal: undefined};
		return carried === undefined
			? unknown
			: readPatiently(async () => readCarried(client, extrinsic, carrier, carried), unknown);
	};

	/** A node need not keep its old blocks: then an unused nonce is proof enough, but not an account that is gone, since it was there to pay. */
	const readBlocks = async (
		newest: number,
		lastNonce: number | undefined,
	): Promise<SearchResult> => {
		try {
			return await search.read(newest);
		} catch (error) {
			if (isDecided && lastNonce !== undefined && lastNonce <= nonce) {
				return {hasRival: false, isWhole: false};
			}

			throw error;
		}
	};

	const decideUnused = async (found: SearchResult, lastNonce: number | undefined) => {
		if (found.hasRival) {
			throw new Error(`this node’s state and its blocks disagree about nonce ${nonce}`);
		}

		return readMissed('expired', found, lastNonce);
	};

	return {
		/** Whether no block after those that were read can change anything. */
		isDecided: () => isDecided,
		/** The block that includes it, while that is not final. */
		place: () => place,
		async at(head: Head): Promise<Fate | undefined> {
			const isFirst = unusedAt === undefined;
			if (head.number < death - 1 && !(await (isFirst ? isUsed : isUsedNow)(head.hash))) {
				unusedAt = head.hash;
				place = undefined;
				// While the nonce is unused, no block can include it.
				await delivery?.send(head);
				return undefined;
			}

			if (place !== undefined) {
				const fate = await readOnceFinal(place, carriedIn);
				// Looked for again only if its block was left.
				if (fate !== undefined || place !== undefined) {
					return fate;
				}
			}

			if (unusedAt === head.parentHash) {
				// Then only this block can have used it.
				const {block, carried} = await search.readOne(head);
				if (block !== undefined && (carrier === undefined || carried !== undefined)) {
					return readOnceFinal(block, carried);
				}
			}

			// Read before the search, whose blocks up to this one can then no longer change.
			const finalized = await getFinalized(client.rpc);
			isDecided = finalized.number >= death - 1;
			const last = await findNonce(client, {address: signer, at: finalized.hash});
			const found = await readBlocks(Math.max(head.number, finalized.number), last);
			if (found.block !== undefined) {
				return readOnceFinal(found.block, found.carried);
			}

			if ((last ?? 0) <= nonce) {
				return isDecided ? decideUnused(found, last) : undefined;
			}

			if (found.hasRival) {
				return readMissed('overtaken', found);
			}

			if (isDecided && !(await isUsed(await requireBlockHash(client, death - 1)))) {
				return readMissed('expired', found);
			}

			// Some of its blocks were not whole.
			search.forget();
			throw new Error(`this node’s blocks lack the transaction that used nonce ${nonce}`);
		},
	};
}

/**
Read what a carrier cost whose load is in no block, and why.

Only what can no longer get into a block is shown to a node.
*/
async function readCarried(
	client: ChainClient,
	{hex, death}: Extrinsic,
	carrier: Carrier,
	block: Place,
): Promise<Fate> {
	const {number, hash: at} = block;
	const {receipt} = await readEnding(client, carrier, at);
	const paid = {fee: receipt.fee, block: number};
	// In the block after the last of its era it would be refused for that alone.
	const isTold = number + 1 < death;
	const refusal = isTold ? await findInvalidity(client, {hex}, {at, paid}) : undefined;
	return {kind: 'not-decrypted', paid, refusal};
}

/** Find out whether a block is final, can still be left for another, or was. */
async function readStanding(
	{rpc}: ChainClient,
	{number, hash}: Place,
): Promise<'final' | 'open' | 'left'> {
	const finalized = await getFinalizedHash(rpc);
	if (finalized === hash) {
		return 'final';
	}

	const {number: newest} = await getHeader(rpc, finalized);
	if (Number(newest) < number) {
		return 'open';
	}

	return (await getBlockHash(rpc, number)) === hash ? 'final' : 'left';
}
