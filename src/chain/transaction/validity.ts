import {hexToU8a, u8aConcat, u8aToHex} from '@polkadot/util';
import type {BtopError} from '../../support/errors.ts';
import type {At, ChainClient} from '../client.ts';
import {ChainRequestError, ChainUnreachableError, type Paid} from '../errors.ts';
import {type Value, variant} from '../value.ts';
import {askRuntime} from './ask-runtime.ts';
import type {Extrinsic} from './extrinsic.ts';
import {toInvalidity} from './refusal.ts';

/** `TransactionSource::External`, as for a transaction from another node. */
const external = 2;

/**
Ask the chain's runtime whether the next block could include an extrinsic, without submitting it to any pool.

A used nonce does not count: what used it remains to be found out.

@param options.at Hash of the block before that one. @default The best block
@param options.paid What it has cost already.

@returns The reason why not; `undefined` if it could, or if the node does not tell.
*/
export async function findInvalidity(
	client: ChainClient,
	{hex}: Pick<Extrinsic, 'hex'>,
	{at, paid}: At & {readonly paid?: Paid} = {},
): Promise<BtopError | undefined> {
	const method = client.runtime().method('TaggedTransactionQueue', 'validate_transaction', 3);
	if (method === undefined) {
		return undefined;
	}

	const hash = at ?? client.head.getSnapshot().hash;
	// The arguments are the source, the extrinsic as it is, and the block's hash.
	const input = u8aToHex(u8aConcat([external], hexToU8a(hex), hexToU8a(hash)));
	let answer: Value;
	try {
		answer = await askRuntime(client, method, input, hash);
	} catch (error) {
		if (error instanceof ChainRequestError || error instanceof ChainUnreachableError) {
			return undefined;
		}

		throw error;
	}

	const {type, value} = variant(answer) ?? {};
	const error = type === 'Err' ? variant(value) : undefined;
	const isInvalid = error?.type === 'Invalid' && variant(error.value)?.type !== 'Stale';
	return isInvalid ? toInvalidity(error.value, paid) : undefined;
}
