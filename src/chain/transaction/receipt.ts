import {ChainRequestError} from '../errors.ts';
import type {ChainClient} from '../client.ts';
import type {Header} from '../head.ts';
import {type Value, address, field, integer, list, variant} from '../value.ts';
import {type ChainEvent, findEvent, getExtrinsicEvents} from './events.ts';
import type {Extrinsic} from './extrinsic.ts';
import {toRefusal} from './refusal.ts';

/** A transaction that stands in a block and did what it was to do. */
export type Receipt = {
	readonly block: {readonly number: number; readonly hash: string};
	/** Of the extrinsic. */
	readonly hash: string;
	/** What was paid for having it done, in rao. */
	readonly fee: bigint;
	readonly events: readonly ChainEvent[];
};

export type Block = {readonly header: Header; readonly extrinsics: readonly string[]};

/** Get a block; `undefined` if this node does not have it. */
export async function getBlock(client: ChainClient, hash: string): Promise<Block | undefined> {
	const answer = (await client.rpc.request('chain_getBlock', [hash])) as {block: Block} | undefined;
	return answer?.block;
}

/**
Read what became of an extrinsic in a block.

@throws {BtopError} If the call failed there: a `ChainRefusedError` or a `NotEnoughFundsError`.
@throws {ChainRequestError} If it is not in that block.
*/
export async function readReceipt(
	client: ChainClient,
	{hex, hash}: Extrinsic,
	blockHash: string,
): Promise<Receipt> {
	const block = await getBlock(client, blockHash);
	const index = block?.extrinsics.indexOf(hex) ?? -1;
	if (block === undefined || index === -1) {
		throw new ChainRequestError('chain_getBlock', {
			code: 0,
			message: `block \`${blockHash}\` without the extrinsic it was said to have`,
		});
	}

	const events = await getExtrinsicEvents(client, {block: blockHash, index});
	const failure = findFailure(events);
	if (failure !== undefined) {
		throw toRefusal(client.runtime(), failure);
	}

	return {
		block: {number: Number(block.header.number), hash: blockHash},
		hash,
		fee: readFee(events).fee,
		events,
	};
}

/** Read who paid for having an extrinsic done, as SS58, and how much, in rao. */
export function readFee(events: readonly ChainEvent[]): {
	readonly payer: string | undefined;
	readonly fee: bigint;
} {
	const data = findEvent(events, 'TransactionPayment', 'TransactionFeePaid')?.data;
	return {payer: address(field(data, 'who')), fee: integer(field(data, 'actualFee')) ?? 0n};
}

/** Calls that wrap another succeed even if that one fails, and tell it in an event of their own. */
const wrappers: ReadonlyArray<readonly [pallet: string, event: string, field: string]> = [
	['System', 'ExtrinsicFailed', 'dispatchError'],
	['Sudo', 'Sudid', 'sudoResult'],
	['Proxy', 'ProxyExecuted', 'result'],
	['Utility', 'BatchInterrupted', 'error'],
	['Utility', 'ItemFailed', 'error'],
];

function findFailure(events: readonly ChainEvent[]): Value {
	for (const [pallet, name, place] of wrappers) {
		const data = findEvent(events, pallet, name)?.data;
		const result = field(data, place) ?? list(data).at(-1);
		const {type, value} = variant(result) ?? {};
		if (type !== undefined && type !== 'Ok') {
			return type === 'Err' ? value : result;
		}
	}

	return undefined;
}
