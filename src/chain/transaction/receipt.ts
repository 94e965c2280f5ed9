import * as v from 'valibot';
import type {BtopError} from '../../support/errors.ts';
import {ChainRequestError} from '../errors.ts';
import type {ChainClient} from '../client.ts';
import {type Value, address, field, integer, list, variant} from '../value.ts';
import {type ChainEvent, findEvent, getBlockEvents} from './events.ts';
import type {Extrinsic} from './extrinsic.ts';
import {toRefusal} from './refusal.ts';

/** A transaction in a block. */
export type Receipt = {
	readonly block: {readonly number: number; readonly hash: string};
	/** Of the extrinsic. */
	readonly hash: string;
	/** Rao, with that of its carrier, if it had one. */
	readonly fee: bigint;
	readonly events: readonly ChainEvent[];
};

const blockSchema = v.object({
	header: v.object({number: v.pipe(v.string(), v.regex(/^0x[\da-f]{1,13}$/iv), v.toNumber())}),
	extrinsics: v.array(v.string()),
});

export type Block = v.InferOutput<typeof blockSchema>;

/** Get a block; `undefined` if this node does not have it. */
export async function getBlock(client: ChainClient, hash: string): Promise<Block | undefined> {
	const schema = v.nullish(v.object({block: blockSchema}));
	const answer = await client.rpc.request('chain_getBlock', [hash], schema);
	return answer?.block;
}

/** A receipt, with the reason if the call failed. */
export type Ending = {readonly receipt: Receipt; readonly failure: BtopError | undefined};

export type EndingOptions = {
	/** What its carrier cost in an earlier block, in rao. @default 0n */
	readonly earlierFee?: bigint;
	/** The block, if it was read before. @default it is read */
	readonly block?: Block;
};

/**
Read the result of an extrinsic in its block.

@throws {ChainRequestError} If the node does not tell, or the extrinsic is not in that block.
*/
export async function readEnding(
	client: ChainClient,
	{hex, hash, carrier}: Pick<Extrinsic, 'hex' | 'hash' | 'carrier'>,
	blockHash: string,
	{earlierFee = 0n, block: known}: EndingOptions = {},
): Promise<Ending> {
	const block = known ?? (await getBlock(client, blockHash));
	const index = block?.extrinsics.indexOf(hex) ?? -1;
	if (block === undefined || index === -1) {
		throw new ChainRequestError('chain_getBlock', {
			code: 0,
			message: `block \`${blockHash}\` without the extrinsic reported in it`,
		});
	}

	const all = await getBlockEvents(client, blockHash);
	const eventsOf = (place: number) => all.filter(event => event.index === place);
	const events = eventsOf(index);
	if (events.length === 0) {
		throw new ChainRequestError('state_queryStorageAt', {
			code: 0,
			message: `block \`${blockHash}\` without its events`,
		});
	}

	const carriedAt = carrier ? block.extrinsics.indexOf(carrier.hex) : -1;
	const fee = readFee(events).fee + readFee(eventsOf(carriedAt)).fee + earlierFee;
	const {number} = block.header;
	const failure = findFailure(events);
	return {
		receipt: {block: {number, hash: blockHash}, hash, fee, events},
		failure:
			failure === undefined
				? undefined
				: toRefusal(client.runtime(), failure, {fee, block: number}),
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
