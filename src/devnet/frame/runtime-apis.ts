import {weightFee, type Fee} from '../extrinsic/fees.ts';
import {quoteFee} from '../extrinsic/quote.ts';
import {metadataVersions} from '../metadata/metadata.ts';
import {defineApiMethod, type RuntimeApis} from '../pallet/runtime-apis.ts';
import type {Runtime} from '../runtime/runtime.ts';
import {runtimeVersion} from '../runtime/version.ts';
import {accountId, bytes} from '../scale/bytes.ts';
import {option, vec} from '../scale/collections.ts';
import {newtype, struct} from '../scale/composites.ts';
import {u32, u64} from '../scale/numbers.ts';
import {Account} from './system/storage.ts';
import {createTransactionQueueApi} from './transaction-queue.ts';
import {dispatchClass, weight} from './weight.ts';

const opaqueMetadata = newtype(['sp_core', 'OpaqueMetadata'], bytes);

const dispatchInfo = struct(['pallet_transaction_payment', 'types', 'RuntimeDispatchInfo'], {
	weight,
	class: dispatchClass,
	partial_fee: u64,
});

const inclusionFee = struct(['pallet_transaction_payment', 'types', 'InclusionFee'], {
	base_fee: u64,
	len_fee: u64,
	adjusted_weight_fee: u64,
});

const feeDetails = struct(['pallet_transaction_payment', 'types', 'FeeDetails'], {
	inclusion_fee: option(inclusionFee),
	tip: u64,
});

/** The first eight bytes of each API's hashed name, with its version, by which older clients detect its form. */
export const frameApiVersions = [
	// Core, Metadata, AccountNonceApi, TransactionPaymentApi, TaggedTransactionQueue
	['df6acb689907609b', 5],
	['37e397fc7c91f5e4', 2],
	['bc9d89904f5b923f', 1],
	['37c8bb1350a9a2a8', 4],
	['d2bc9897eed08f15', 3],
] as const;

/**
Define the runtime APIs of every chain: version, metadata, nonces, fees and what a pool queries.
*/
export function createFrameApis(runtime: Runtime): RuntimeApis {
	const {version} = runtime;
	const uxt = runtime.outer.extrinsic.extrinsic;

	const quote = (content: Uint8Array, length: number) =>
		quoteFee(runtime, bytes.encode(content), length);

	return {
		...createTransactionQueueApi(runtime),
		Core: {
			version: defineApiMethod({inputs: {}, output: runtimeVersion, run: () => version}),
		},
		Metadata: {
			metadata: defineApiMethod({
				inputs: {},
				output: opaqueMetadata,
				run: () => runtime.getMetadata(14),
			}),
			metadata_at_version: defineApiMethod({
				inputs: {version: u32},
				output: option(opaqueMetadata),
				run(_, {version: wanted}) {
					const known = metadataVersions.find(each => each === wanted);
					return known === undefined ? undefined : runtime.getMetadata(known);
				},
			}),
			metadata_versions: defineApiMethod({
				inputs: {},
				output: vec(u32),
				run: () => metadataVersions,
			}),
		},
		AccountNonceApi: {
			account_nonce: defineApiMethod({
				inputs: {account: accountId},
				output: u32,
				run: (state, {account}) => state.get(Account, account).nonce,
			}),
		},
		TransactionPaymentApi: {
			query_info: defineApiMethod({
				inputs: {uxt, len: u32},
				output: dispatchInfo,
				run(_, {uxt: content, len}) {
					const {info, fee} = quote(content, len);
					return {
						weight: {ref_time: info.refTime, proof_size: 0n},
						class: {type: info.class},
						partial_fee: fee.total,
					};
				},
			}),
			query_fee_details: defineApiMethod({
				inputs: {uxt, len: u32},
				output: feeDetails,
				run(_, {uxt: content, len}) {
					const {info, fee} = quote(content, len);
					return {inclusion_fee: info.paysFee ? describeFee(fee) : undefined, tip: 0n};
				},
			}),
			query_weight_to_fee: defineApiMethod({
				inputs: {weight},
				output: u64,
				run: (_, {weight: {ref_time: refTime}}) => weightFee(refTime),
			}),
			query_length_to_fee: defineApiMethod({
				inputs: {length: u32},
				output: u64,
				run: (_, {length}) => BigInt(length),
			}),
		},
	};
}

function describeFee({base, length, weight: weightPart}: Fee) {
	return {base_fee: base, len_fee: length, adjusted_weight_fee: weightPart};
}
