import type {Chain} from '../../blocks/chain.ts';
import {quoteFee} from '../../extrinsic/quote.ts';
import {callApi} from '../../runtime/call-api.ts';
import type {RuntimeVersion} from '../../runtime/version.ts';
import {toHex} from '../../scale/bytes.ts';
import type {Methods} from '../json-rpc.ts';
import {clientError} from '../rpc-error.ts';
import {requireBlock, requireCells} from './block-view.ts';

/** Methods that query the runtime: its version, its metadata, its APIs. */
export function createRuntimeMethods(chain: Chain): Methods {
	const {runtime} = chain;
	const version = describeVersion(runtime.version);

	return {
		state_getRuntimeVersion(parameters) {
			requireBlock(chain, parameters.optionalHex(0));
			return version;
		},
		chain_getRuntimeVersion(parameters) {
			requireBlock(chain, parameters.optionalHex(0));
			return version;
		},
		state_subscribeRuntimeVersion: (_, connection) =>
			connection.subscribe('state_runtimeVersion', ({send}) => {
				// The runtime never changes while the chain runs.
				send(version);
				return () => undefined;
			}),
		state_unsubscribeRuntimeVersion: (parameters, connection) =>
			connection.unsubscribe(parameters.text(0)),
		state_getMetadata(parameters) {
			requireBlock(chain, parameters.optionalHex(0));
			return toHex(runtime.getMetadata(14));
		},
		state_call(parameters) {
			const name = parameters.text(0);
			const block = requireBlock(chain, parameters.optionalHex(2));
			const method = runtime.findApiMethod(name);
			if (!method) {
				throw clientError(`Execution failed: Exported method ${name} is not found`);
			}

			const cells = requireCells(chain, block);
			const input = parameters.bytes(1);
			return toHex(attempt(() => callApi(method, input, cells, block.header.number)));
		},
		payment_queryInfo(parameters) {
			requireBlock(chain, parameters.optionalHex(1));
			const {info, fee} = attempt(() => quoteFee(runtime, parameters.bytes(0)));
			return {
				weight: {ref_time: Number(info.refTime), proof_size: 0},
				class: info.class.toLowerCase(),
				partialFee: String(fee.total),
			};
		},
	};
}

/** An error of a runtime API belongs to its caller; it is not a fault of the node. */
function attempt<Result>(run: () => Result): Result {
	try {
		return run();
	} catch (error) {
		throw clientError(`Execution failed: ${(error as Error).message}`);
	}
}

function describeVersion(version: RuntimeVersion) {
	return {
		specName: version.spec_name,
		implName: version.impl_name,
		authoringVersion: version.authoring_version,
		specVersion: version.spec_version,
		implVersion: version.impl_version,
		apis: version.apis.map(([id, number]) => [toHex(id), number]),
		transactionVersion: version.transaction_version,
		systemVersion: version.system_version,
		stateVersion: version.system_version,
	};
}
