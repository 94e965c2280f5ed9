import type {ChainClient} from '../client.ts';
import {getBlockHash} from '../head.ts';
import {type Extrinsic, readSignature} from './extrinsic.ts';
import {type Block, getBlock} from './receipt.ts';

/** A block. */
export type Place = {
	readonly number: number;
	readonly hash: string;
	/** What it holds, if it includes the transaction. */
	readonly content?: Block;
};

export type SearchResult = {
	/** The block that includes the transaction. */
	readonly block?: Place;
	/** The block that includes its carrier. */
	readonly carried?: Place;
	/** Whether a block includes another transaction of the same account and nonce. */
	readonly hasRival: boolean;
	/** Whether the node had all of the blocks. */
	readonly isWhole: boolean;
};

/** What a block holds of a transaction. */
type Found = {
	/** The block, if it holds the transaction. */
	readonly content: Block | undefined;
	/** Whether it holds another of the same account and nonce, or its carrier. */
	readonly isRival: boolean;
	readonly isCarrier: boolean;
};

/** Create a search through the blocks that may include a transaction. It requests no block twice. */
export function createSearch(client: ChainClient, extrinsic: Extrinsic) {
	const {hex, birth, death, carrier} = extrinsic;
	/** By hash. */
	const searched = new Map<string, Found>();
	const isRival = (other: string) => {
		const {signer, nonce} = readSignature(client.runtime(), other) ?? {};
		return signer === extrinsic.signer && nonce === extrinsic.nonce;
	};

	const look = async ({number, hash}: Place): Promise<Found> => {
		const known = searched.get(hash);
		if (known !== undefined) {
			return known;
		}

		const block = (await getBlock(client, hash)) ?? missing(number);
		const {extrinsics} = block;
		const isIt = extrinsics.includes(hex);
		const found = {
			content: isIt ? block : undefined,
			isRival: !isIt && extrinsics.some(other => isRival(other)),
			isCarrier: carrier !== undefined && extrinsics.includes(carrier.hex),
		};
		searched.set(hash, found);
		return found;
	};

	return {
		/** Look into one block only. */
		async readOne({number, hash}: Place): Promise<Pick<SearchResult, 'block' | 'carried'>> {
			if (number <= birth || number >= death) {
				return {};
			}

			const {content, isCarrier} = await look({number, hash});
			return {
				block: content && {number, hash, content},
				carried: isCarrier ? {number, hash} : undefined,
			};
		},
		async read(newest: number): Promise<SearchResult> {
			let hasRival = false;
			let carried: Place | undefined;
			for (let number = birth + 1; number <= Math.min(newest, death - 1); number++) {
				const hash = await requireBlockHash(client, number);
				const {content, isCarrier, isRival: hasOne} = await look({number, hash});
				carried ??= isCarrier ? {number, hash} : undefined;
				if (content) {
					return {block: {number, hash, content}, carried, hasRival, isWhole: true};
				}

				hasRival ||= hasOne;
			}

			return {carried, hasRival, isWhole: true};
		},
		forget() {
			searched.clear();
		},
	};
}

/** Get the hash of a block by number, which the node must have. */
export const requireBlockHash = async (client: ChainClient, number: number) =>
	(await getBlockHash(client.rpc, number)) ?? missing(number);

function missing(number: number): never {
	throw new Error(`this node has no block ${number}`);
}
