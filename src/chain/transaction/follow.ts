import {awaitHead} from '../await-head.ts';
import type {ChainClient} from '../client.ts';
import {ChainUnreachableError, UnsettledError} from '../errors.ts';
import {type Head, getBlockHash, getFinalized} from '../head.ts';
import type {Delivery} from './delivery.ts';
import {type Extrinsic, readSignature} from './extrinsic.ts';
import {findNonce, getNonce} from './nonce.ts';
import {type Ending, getBlock, readEnding} from './receipt.ts';

/** What became of a transaction, for certain. */
export type Fate =
	/** It is in a block. */
	| ({readonly kind: 'included'} & Ending)
	/** It is in a block, but this node does not tell its result. */
	| {readonly kind: 'unread'; readonly block: number}
	/** It is in no block and can no longer get into one: as of a finalized block, another transaction, which was found, has used its nonce, or its era has ended with the nonce unused. */
	| {readonly kind: 'overtaken' | 'expired'}
	/** Its era has ended as of a finalized block, so nothing can change any more, but this node does not show what used its nonce. */
	| {readonly kind: 'unknown'; readonly reason: string};

export type FollowOptions = {
	/** Sends it, again if necessary. @default It was sent earlier, and is only looked up. */
	readonly delivery?: Delivery;
	readonly signal?: AbortSignal;
};

/** Blocks for which to keep asking a node that does not tell, once nothing can change any more. */
const blocksOfGrace = 16;
/** How often to ask a node for the events of the block. */
const readings = 3;

/**
Follow a transaction until its fate is certain. Only blocks and state count: the account's nonce tells when to look, and the block bodies show what used it, or that nothing did. What a node says about the transaction itself decides nothing.

@throws {UnsettledError} If it cannot be determined through this node.
@throws {ChainUnreachableError} If the chain is lost and does not come back, or produces no more blocks.
*/
export async function follow(
	client: ChainClient,
	extrinsic: Extrinsic,
	{delivery, signal}: FollowOptions = {},
): Promise<Fate> {
	const {hash, death} = extrinsic;
	const look = createLook(client, extrinsic, delivery);
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
					const reason = describe(trouble);
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

const describe = (trouble: unknown) =>
	trouble instanceof Error ? trouble.message : 'no block that could include it is finalized yet';

/** Create the check to do at each new block. */
function createLook(client: ChainClient, extrinsic: Extrinsic, delivery: Delivery | undefined) {
	const {signer, nonce, death} = extrinsic;
	const search = createSearch(client, extrinsic);
	let read = 0;

	const readFate = async (block: {readonly number: number; readonly hash: string}) => {
		try {
			const ending = await readEnding(client, extrinsic, block.hash);
			return {kind: 'included', ...ending} as const;
		} catch (error) {
			read++;
			if (error instanceof ChainUnreachableError || read < readings) {
				throw error;
			}

			return {kind: 'unread', block: block.number} as const;
		}
	};

	const isUsed = async (at: string) => (await getNonce(client, {address: signer, at})) > nonce;
	let isDecided = false;

	/** A node need not keep its old blocks: then an unused nonce is proof enough, but not an account that is gone, since it was there to pay. */
	const readBlocks = async (
		newest: number,
		lastNonce: number | undefined,
	): Promise<SearchResult> => {
		try {
			return await search.read(newest);
		} catch (error) {
			if (isDecided && lastNonce !== undefined && lastNonce <= nonce) {
				return {hasRival: false};
			}

			throw error;
		}
	};

	const decideUnused = (hasRival: boolean): Fate => {
		if (hasRival) {
			throw new Error(`this node’s state and its blocks disagree about nonce ${nonce}`);
		}

		return {kind: 'expired'};
	};

	return {
		/** Whether no block after those that were read can change anything. */
		isDecided: () => isDecided,
		async at(head: Head): Promise<Fate | undefined> {
			if (head.number < death - 1 && !(await isUsed(head.hash))) {
				// While the nonce is unused, no block can include it.
				await delivery?.send(head);
				return undefined;
			}

			// Read before the search, whose blocks up to this one can then no longer change.
			const finalized = await getFinalized(client.rpc);
			isDecided = finalized.number >= death - 1;
			const last = await findNonce(client, {address: signer, at: finalized.hash});
			const {block, hasRival} = await readBlocks(Math.max(head.number, finalized.number), last);
			if (block !== undefined) {
				return readFate(block);
			}

			if ((last ?? 0) <= nonce) {
				return isDecided ? decideUnused(hasRival) : undefined;
			}

			if (hasRival) {
				return {kind: 'overtaken'};
			}

			if (isDecided && !(await isUsed(await requireBlockHash(client, death - 1)))) {
				return {kind: 'expired'};
			}

			// Some of its blocks were not whole.
			search.forget();
			throw new Error(`this node’s blocks lack the transaction that used nonce ${nonce}`);
		},
	};
}

type SearchResult = {
	/** The block that includes the transaction. */
	readonly block?: {readonly number: number; readonly hash: string};
	/** Whether a block includes another transaction of the same account and nonce. */
	readonly hasRival: boolean;
};

/** Create a search through the blocks that may include a transaction. It requests no block twice. */
function createSearch(client: ChainClient, extrinsic: Extrinsic) {
	const {hex, birth, death} = extrinsic;
	/** By hash, whether the block has a rival of the transaction. */
	const searched = new Map<string, boolean>();
	const isRival = (other: string) => {
		const {signer, nonce} = readSignature(client.runtime(), other) ?? {};
		return signer === extrinsic.signer && nonce === extrinsic.nonce;
	};

	return {
		async read(newest: number): Promise<SearchResult> {
			let hasRival = false;
			for (let number = birth + 1; number <= Math.min(newest, death - 1); number++) {
				const hash = await requireBlockHash(client, number);
				if (!searched.has(hash)) {
					const {extrinsics} = (await getBlock(client, hash)) ?? missing(number);
					if (extrinsics.includes(hex)) {
						return {block: {number, hash}, hasRival};
					}

					searched.set(
						hash,
						extrinsics.some(other => isRival(other)),
					);
				}

				hasRival ||= searched.get(hash)!;
			}

			return {hasRival};
		},
		forget() {
			searched.clear();
		},
	};
}

const requireBlockHash = async (client: ChainClient, number: number) =>
	(await getBlockHash(client.rpc, number)) ?? missing(number);

function missing(number: number): never {
	throw new Error(`this node has no block ${number}`);
}
