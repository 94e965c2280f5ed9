import {defineCall, type DispatchInfo} from '../pallet/calls.ts';
import type {CallContext, RuntimeCall} from '../pallet/context.ts';
import {badOrigin, dispatchError} from '../pallet/dispatch-error.ts';
import {DispatchFailure, defineErrors, ensure} from '../pallet/errors.ts';
import {defineEvents, event} from '../pallet/events.ts';
import {constant, definePallet, type Pallet} from '../pallet/pallet.ts';
import {vec} from '../scale/collections.ts';
import {u32} from '../scale/numbers.ts';
import type {Type} from '../scale/type.ts';
import {systemErrors} from './system/errors.ts';

const mostCalls = 10_922;

const events = defineEvents('Utility', {
	BatchInterrupted: event(0, {index: u32, error: dispatchError}),
	BatchCompleted: event(1),
	BatchCompletedWithErrors: event(2),
	ItemCompleted: event(3),
	ItemFailed: event(4, {error: dispatchError}),
});

const errors = defineErrors('Utility', {TooManyCalls: 0});

/**
Define the pallet that batches calls.

@param call - Any call of the chain.
*/
export function createUtility(call: Type<RuntimeCall>): Pallet {
	const args = {calls: vec(call)};
	return definePallet({
		name: 'Utility',
		index: 11,
		path: 'pallet_utility',
		calls: {
			batch: defineCall({index: 0, args, info: infoOfAll, run: runUntilFailure}),
			batch_all: defineCall({index: 2, args, info: infoOfAll, run: runAllOrNone}),
			force_batch: defineCall({index: 4, args, info: infoOfAll, run: runWhatWorks}),
		},
		events,
		errors,
		constants: {batched_calls_limit: constant(u32, mostCalls)},
	});
}

type Batch = {readonly calls: readonly RuntimeCall[]};

/** A batch takes as long as its calls together, and is free if all of them are. */
function infoOfAll({calls}: Batch, infoOf: (call: RuntimeCall) => DispatchInfo) {
	const infos = calls.map(call => infoOf(call));
	return {
		refTime: infos.reduce((sum, {refTime}) => sum + refTime, 0n),
		paysFee: infos.some(({paysFee}) => paysFee),
	};
}

function runUntilFailure(context: CallContext, {calls}: Batch) {
	ensureAllowed(context, calls);
	for (const [index, call] of calls.entries()) {
		const result = context.dispatch(call, context.origin);
		if (!result.ok) {
			context.emit(events.BatchInterrupted, {index, error: result.error});
			return;
		}

		context.emit(events.ItemCompleted);
	}

	context.emit(events.BatchCompleted);
}

function runAllOrNone(context: CallContext, {calls}: Batch) {
	ensureAllowed(context, calls);
	for (const call of calls) {
		const result = context.dispatch(call, context.origin);
		if (!result.ok) {
			throw new DispatchFailure(result.error);
		}

		context.emit(events.ItemCompleted);
	}

	context.emit(events.BatchCompleted);
}

function runWhatWorks(context: CallContext, {calls}: Batch) {
	ensureAllowed(context, calls);
	let hasFailed = false;
	for (const call of calls) {
		const result = context.dispatch(call, context.origin);
		if (result.ok) {
			context.emit(events.ItemCompleted);
		} else {
			hasFailed = true;
			context.emit(events.ItemFailed, {error: result.error});
		}
	}

	context.emit(hasFailed ? events.BatchCompletedWithErrors : events.BatchCompleted);
}

/** On the main chain only root may nest a batch directly in a batch. */
function ensureAllowed({origin}: CallContext, calls: readonly RuntimeCall[]) {
	ensure(origin.type !== 'None', badOrigin);
	ensure(calls.length <= mostCalls, errors.TooManyCalls);
	ensure(
		origin.type === 'Root' || calls.every(({type}) => type !== 'Utility'),
		systemErrors.CallFiltered,
	);
}
