import {createCheck} from '../extrinsic/check.ts';
import {toValidityError, validityError} from '../extrinsic/validity.ts';
import {defineApiMethod, type RuntimeApis} from '../pallet/runtime-apis.ts';
import type {Runtime} from '../runtime/runtime.ts';
import {bytes, hash} from '../scale/bytes.ts';
import {result, vec} from '../scale/collections.ts';
import {struct, variant} from '../scale/composites.ts';
import {bool, u64} from '../scale/numbers.ts';
import type {ValueOf} from '../scale/type.ts';
import {BlockHash, noHash} from './system/storage.ts';

const transactionSource = variant(['sp_runtime', 'transaction_validity', 'TransactionSource'], {
	InBlock: undefined,
	Local: undefined,
	External: undefined,
});

const validTransaction = struct(['sp_runtime', 'transaction_validity', 'ValidTransaction'], {
	priority: u64,
	requires: vec(bytes),
	provides: vec(bytes),
	longevity: u64,
	propagate: bool,
});

const transactionValidity = result(validTransaction, validityError);

/** The lifetime of immortal extrinsics. */
const forever = BigInt.asUintN(64, -1n);

/**
Define the API by which clients ask whether the block after the given state could include an extrinsic. The tags by which a node's pool orders extrinsics are left out: the pool here does not use them.
*/
export function createTransactionQueueApi(runtime: Runtime): RuntimeApis {
	const {spec_version: specVersion, transaction_version: transactionVersion} = runtime.version;
	return {
		TaggedTransactionQueue: {
			validate_transaction: defineApiMethod({
				inputs: {
					source: transactionSource,
					tx: runtime.outer.extrinsic.extrinsic,
					block_hash: hash,
				},
				output: transactionValidity,
				run(state, {tx, block_hash: head}): ValueOf<typeof transactionValidity> {
					const hashOf = (number: number) =>
						number === state.number ? head : state.get(BlockHash, number);
					const check = createCheck({
						runtime,
						signing: {specVersion, transactionVersion, genesis: hashOf(0)},
						blockHash(number) {
							const found = hashOf(number);
							return found === noHash ? undefined : found;
						},
					});
					const extrinsic = runtime.format.read(bytes.encode(tx));
					if (!extrinsic) {
						throw new TypeError('The extrinsic does not decode');
					}

					const number = state.number + 1;
					const checked = check({...state, number}, extrinsic);
					if (!checked.ok) {
						return {type: 'Err', value: toValidityError(checked.invalidity)};
					}

					const {lastBlock} = checked;
					return {
						type: 'Ok',
						value: {
							priority: 0n,
							requires: [],
							provides: [],
							longevity: Number.isFinite(lastBlock) ? BigInt(lastBlock - number) : forever,
							propagate: true,
						},
					};
				},
			}),
		},
	};
}
