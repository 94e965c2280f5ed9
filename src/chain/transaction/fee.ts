import {u8aConcat, u8aToHex} from '@polkadot/util';
import * as v from 'valibot';
import {decodeAddress} from '../../crypto/ss58.ts';
import type {Call} from '../call.ts';
import type {ChainClient} from '../client.ts';
import {ChainRequestError} from '../errors.ts';
import {field, integer} from '../value.ts';
import {askRuntime} from './ask-runtime.ts';
import {mockExtrinsic} from './extrinsic.ts';
import {mockCarrier} from './shield.ts';

export type FeeOptions = {
	/** SS58 of the account that would sign. */
	readonly address: string;
};

/**
Estimate what a call would cost beside what it pays itself, in rao. Nothing is signed.

@returns The fee, or `undefined` if the node does not tell.
@throws {ChainUnsupportedError} If the chain has no such call.
*/
export async function estimateFee(
	client: ChainClient,
	call: Call,
	{address}: FeeOptions,
): Promise<bigint | undefined> {
	const runtime = client.runtime();
	const extrinsic = mock(client, call, {address});
	const method = runtime.method('TransactionPaymentApi', 'query_info', 2);
	if (method === undefined) {
		return estimateByNode(client, extrinsic);
	}

	// The runtime takes the extrinsic as it is, then its length.
	const length = new Uint8Array(4);
	new DataView(length.buffer).setUint32(0, extrinsic.length, true);
	const input = u8aToHex(u8aConcat(extrinsic, length));
	return integer(field(await askRuntime(client, method, input), 'partialFee'));
}

/**
Estimate what carrying a call encrypted would cost in addition, in rao.

@returns The fee, or `undefined` if the node does not tell.
@throws {ChainUnsupportedError} If the chain has no such call, or no shield.
*/
export async function estimateCarrierFee(
	client: ChainClient,
	call: Call,
	options: FeeOptions,
): Promise<bigint | undefined> {
	return estimateFee(client, mockCarrier(mock(client, call, options).length), options);
}

const mock = (client: ChainClient, call: Call, {address}: FeeOptions) =>
	mockExtrinsic(client.runtime(), call, {
		publicKey: decodeAddress(address),
		nonce: 0,
		genesisHash: client.genesisHash,
		birth: client.head.getSnapshot(),
	});

const feeSchema = v.object({partialFee: v.pipe(v.union([v.number(), v.string()]), v.toBigint())});

/** Chains that do not describe their runtime APIs may still have nodes that know. */
async function estimateByNode(
	client: ChainClient,
	extrinsic: Uint8Array,
): Promise<bigint | undefined> {
	try {
		const parameters = [u8aToHex(extrinsic)];
		const {partialFee} = await client.rpc.request('payment_queryInfo', parameters, feeSchema);
		return partialFee;
	} catch (error) {
		if (error instanceof ChainRequestError) {
			return undefined;
		}

		throw error;
	}
}
