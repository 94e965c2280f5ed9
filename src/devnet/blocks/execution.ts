import type {Phase} from '../frame/system/phase.ts';
import type {PostInfo} from '../pallet/calls.ts';
import type {BlockContext, CallContext, Origin, RuntimeCall} from '../pallet/context.ts';
import type {DispatchError} from '../pallet/dispatch-error.ts';
import {DispatchFailure} from '../pallet/errors.ts';
import type {Runtime} from '../runtime/runtime.ts';
import type {StateHistory} from '../state/history.ts';
import {createState} from '../state/typed-state.ts';

/** The result of a call: its reported facts, or why it failed. */
export type Outcome =
	| {readonly ok: true; readonly post: PostInfo}
	| {readonly ok: false; readonly error: DispatchError};

/** A block under construction. */
export type Execution = {
	readonly context: BlockContext;
	/** Set the phase of the block that the next events belong to. */
	readonly enter: (phase: Phase) => void;
	/** Run a call; its writes and events are kept only if it succeeds. */
	readonly dispatch: (call: RuntimeCall, origin: Origin) => Outcome;
	/** Take the extrinsics that calls requested to be applied next. */
	readonly takeFollowers: () => readonly Uint8Array[];
	/** The events so far, each as it is stored. */
	readonly events: readonly Uint8Array[];
};

export type ExecutionOptions = {
	readonly runtime: Runtime;
	readonly history: StateHistory;
	/** The block's number. */
	readonly number: number;
};

/**
Start a block on top of the newest state.
*/
export function createExecution({runtime, history, number}: ExecutionOptions): Execution {
	const events: Uint8Array[] = [];
	const followers: Uint8Array[] = [];
	let phase: Phase = {type: 'Initialization'};

	const atomically = <Result>(run: () => Result): Result => {
		const marks = [history.mark(), events.length, followers.length] as const;
		try {
			return run();
		} catch (error) {
			history.rollBack(marks[0]);
			events.length = marks[1];
			followers.length = marks[2];
			throw error;
		}
	};

	const context: BlockContext = {
		...createState(history, number),
		atomically,
		emit(event, ...value) {
			// The first block's events are not kept, as on every Substrate chain.
			if (number > 0) {
				events.push(runtime.writeEvent(event, value[0], phase));
			}
		},
	};

	const dispatch = (call: RuntimeCall, origin: Origin): Outcome => {
		const callContext: CallContext = {
			...context,
			origin,
			dispatch,
			applyNext(extrinsic) {
				followers.push(extrinsic);
			},
		};
		try {
			const definition = runtime.findCall(call);
			return {
				ok: true,
				post: atomically(() => definition.run(callContext, call.value.value)) ?? {},
			};
		} catch (error) {
			if (error instanceof DispatchFailure) {
				return {ok: false, error: runtime.writeError(error.reason)};
			}

			throw error;
		}
	};

	return {
		context,
		events,
		dispatch,
		enter(next) {
			phase = next;
		},
		takeFollowers: () => followers.splice(0),
	};
}
