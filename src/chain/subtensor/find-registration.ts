import {hexToU8a, u8aToHex} from '@polkadot/util';
import {blake2b256} from '../../crypto/hashes.ts';
import type {ChainClient} from '../client.ts';
import {ChainRequestError} from '../errors.ts';
import {getBlockHash} from '../head.ts';
import {runtimeVersionSchema} from '../runtime/api.ts';
import {type ChainEvent, findEvent, getBlockEvents} from '../transaction/events.ts';
import {type Receipt, getBlock, readFee} from '../transaction/receipt.ts';
import {address, field, list, number} from '../value.ts';

export type FindRegistrationOptions = {
	readonly netuid: number;
	/** SS58. */
	readonly hotkey: string;
	/** Number of the block that contains it. */
	readonly block: number;
};

export type FoundRegistration =
	| {
			readonly ok: true;
			/** The UID that the hotkey got. */
			readonly uid: number;
			readonly receipt: Receipt;
			/** SS58 of the signer, who paid; `undefined` if the chain does not say. */
			readonly payer: string | undefined;
	  }
	| {
			readonly ok: false;
			/** The node has pruned the block, or the runtime was a different one; or there is no transaction, as for neurons in the genesis state. */
			readonly reason: 'unavailable' | 'unsigned';
	  };

/** Find the transaction in a block that registered a hotkey. */
export async function findRegistration(
	client: ChainClient,
	{block, ...wanted}: FindRegistrationOptions,
): Promise<FoundRegistration> {
	const read = await readBlock(client, block);
	if (read === undefined) {
		return {ok: false, reason: 'unavailable'};
	}

	const {hash, extrinsics, events: all} = read;
	const registration = all.find(event => readRegisteredUid(event, wanted) !== undefined);
	const index = registration?.index ?? -1;
	const extrinsic = extrinsics[index];
	const uid = registration && readRegisteredUid(registration, wanted);
	if (extrinsic === undefined || uid === undefined) {
		return {ok: false, reason: 'unsigned'};
	}

	const events = all.filter(event => event.index === index);
	const {payer, fee} = readFee(events);
	const carrierFee = readCarrierFee(
		all.filter(event => event.index === index - 1),
		payer,
	);
	return {
		ok: true,
		uid,
		payer,
		receipt: {
			block: {number: block, hash},
			hash: u8aToHex(blake2b256(hexToU8a(extrinsic))),
			fee: fee + carrierFee,
			events,
		},
	};
}

/** Read what an account paid to have the next transaction carried encrypted; 0 if it was not. An author puts it right behind its carrier. */
function readCarrierFee(events: readonly ChainEvent[], payer: string | undefined): bigint {
	const submitted = findEvent(events, 'MevShield', 'EncryptedSubmitted');
	return submitted !== undefined && address(field(submitted.data, 'who')) === payer
		? readFee(events).fee
		: 0n;
}

/** Get the number of the block in which a UID was last registered. */
export async function getRegistrationBlock(
	client: ChainClient,
	{netuid, uid}: {readonly netuid: number; readonly uid: number},
): Promise<number> {
	const [block] = await client.query(undefined, [
		['SubtensorModule', 'BlockAtRegistration', netuid, uid],
	]);
	return number(block) ?? 0;
}

/** Read the extrinsics and events of a block; `undefined` if the node does not have them, or the block had a different runtime. */
async function readBlock(client: ChainClient, height: number) {
	const {rpc} = client;
	try {
		const hash = await getBlockHash(rpc, height);
		// Without a hash, nodes would return the newest block.
		const block = hash === undefined ? undefined : await getBlock(client, hash);
		if (hash === undefined || block === undefined) {
			return undefined;
		}

		const version = await rpc.request('state_getRuntimeVersion', [hash], runtimeVersionSchema);
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

/** Read the UID from the event of a registration, whose fields are unnamed: netuid, UID, hotkey. */
export function readRegisteredUid(
	{pallet, name, data}: ChainEvent,
	{netuid, hotkey}: Pick<FindRegistrationOptions, 'netuid' | 'hotkey'>,
): number | undefined {
	const [ofSubnet, uid, ofHotkey] = list(data);
	return pallet === 'SubtensorModule' &&
		name === 'NeuronRegistered' &&
		number(ofSubnet) === netuid &&
		address(ofHotkey) === hotkey
		? number(uid)
		: undefined;
}
