import {hexToU8a, u8aToHex} from '@polkadot/util';
import {blake2b256} from '../../crypto/hashes.ts';
import type {ChainClient} from '../client.ts';
import {ChainRequestError} from '../errors.ts';
import {type BlockEvent, getBlockEvents} from '../transaction/events.ts';
import {type Receipt, getBlock, readFee} from '../transaction/receipt.ts';
import {address, list, number} from '../value.ts';

type Registration = {
	readonly netuid: number;
	readonly uid: number;
	/** SS58. */
	readonly hotkey: string;
};

export type FindRegistrationOptions = Registration & {
	/** Number of the block that it stands in. */
	readonly block: number;
};

export type FoundRegistration =
	| {
			readonly ok: true;
			readonly receipt: Receipt;
			/** SS58 of who signed and paid; `undefined` if the chain does not say. */
			readonly payer: string | undefined;
	  }
	| {
			readonly ok: false;
			/** The node knows no more what happened in that block, or the chain was another then; or nobody signed for it, as with what was there from the first block. */
			readonly reason: 'unavailable' | 'unsigned';
	  };

/** Find the transaction in a block that gave a hotkey its UID. */
export async function findRegistration(
	client: ChainClient,
	{block, ...wanted}: FindRegistrationOptions,
): Promise<FoundRegistration> {
	const read = await readBlock(client, block);
	if (read === undefined) {
		return {ok: false, reason: 'unavailable'};
	}

	const {hash, extrinsics, events: all} = read;
	const index = all.find(event => isRegistration(event, wanted))?.index ?? -1;
	const extrinsic = extrinsics[index];
	if (extrinsic === undefined) {
		return {ok: false, reason: 'unsigned'};
	}

	const events = all.filter(event => event.index === index);
	const {payer, fee} = readFee(events);
	return {
		ok: true,
		payer,
		receipt: {
			block: {number: block, hash},
			hash: u8aToHex(blake2b256(hexToU8a(extrinsic))),
			fee,
			events,
		},
	};
}

/** Get the number of the block in which a UID was last given away. */
export async function getRegistrationBlock(
	client: ChainClient,
	{netuid, uid}: Pick<Registration, 'netuid' | 'uid'>,
): Promise<number> {
	const [block] = await client.query(undefined, [
		['SubtensorModule', 'BlockAtRegistration', netuid, uid],
	]);
	return number(block) ?? 0;
}

/** Read what stands in a block and what happened there; `undefined` if this node cannot tell, or our metadata is not of that block. */
async function readBlock(client: ChainClient, height: number) {
	const {rpc} = client;
	try {
		const hash = (await rpc.request('chain_getBlockHash', [height])) as string | undefined;
		// Without a hash, nodes would answer about the newest block.
		const block = typeof hash === 'string' ? await getBlock(client, hash) : undefined;
		if (typeof hash !== 'string' || block === undefined) {
			return undefined;
		}

		const version = (await rpc.request('state_getRuntimeVersion', [hash])) as {
			readonly specVersion: number;
		};
		return version.specVersion === client.runtime().version.specVersion
			? {hash, extrinsics: block.extrinsics, events: await getBlockEvents(client, hash)}
			: undefined;
	} catch (error) {
		if (error instanceof ChainRequestError) {
			return undefined;
		}

		throw error;
	}
}

/** The event's fields have no names: netuid, UID, hotkey. */
function isRegistration(
	{pallet, name, data}: BlockEvent,
	{netuid, uid, hotkey}: Registration,
): boolean {
	const [ofSubnet, ofUid, ofHotkey] = list(data);
	return (
		pallet === 'SubtensorModule' &&
		name === 'NeuronRegistered' &&
		number(ofSubnet) === netuid &&
		number(ofUid) === uid &&
		address(ofHotkey) === hotkey
	);
}
