import {Buffer} from 'node:buffer';
import type {Check} from '../extrinsic/check.ts';
import {toValidityError, validityError} from '../extrinsic/validity.ts';
import {dispatchError} from '../pallet/dispatch-error.ts';
import type {Runtime} from '../runtime/runtime.ts';
import type {StateHistory} from '../state/history.ts';
import {applyExtrinsic} from './apply.ts';
import {createExecution} from './execution.ts';

export type DryRunOptions = {
	readonly runtime: Runtime;
	readonly check: Check;
	readonly history: StateHistory;
	/** The block that would include it. */
	readonly number: number;
};

/**
Apply an extrinsic and return its result, leaving the state unchanged.

@returns Rust's `Result<Result<(), DispatchError>, TransactionValidityError>`.
@throws {TypeError} If the bytes are not an extrinsic.
*/
export function dryRun(bytes: Uint8Array, {runtime, check, history, number}: DryRunOptions) {
	const extrinsic = runtime.format.read(bytes);
	if (!extrinsic?.signed) {
		throw new TypeError('The extrinsic does not decode, or nobody signed it');
	}

	const execution = createExecution({runtime, history, number});
	const mark = history.mark();
	try {
		const applied = applyExtrinsic(extrinsic, {runtime, check, execution, index: 0});
		if (!applied.ok) {
			const refusal = validityError.encode(toValidityError(applied.invalidity));
			return Buffer.concat([Uint8Array.of(1), refusal]);
		}

		return applied.outcome.ok
			? Uint8Array.of(0, 0)
			: Buffer.concat([Uint8Array.of(0, 1), dispatchError.encode(applied.outcome.error)]);
	} finally {
		history.rollBack(mark);
	}
}
