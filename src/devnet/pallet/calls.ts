import type {AccountId} from '../scale/bytes.ts';
import type {Era} from '../scale/era.ts';
import type {Fields, ValuesOf} from '../scale/type.ts';
import type {CallContext, RuntimeCall, StateReader} from './context.ts';

export type DispatchClass = 'Normal' | 'Operational' | 'Mandatory';

/** What is known about a call before it runs; its fee follows from it. */
export type DispatchInfo = {
	/** The call's execution time, in picoseconds of the chain's reference machine. */
	readonly refTime: bigint;
	readonly class: DispatchClass;
	/** Whether the signer pays; a free call is also accepted from accounts that do not exist. */
	readonly paysFee: boolean;
};

/** What a call can report once it has run. */
export type PostInfo = {
	/** Whether the signer pays the fee after all; a tip is always paid. @default As before the call */
	readonly paysFee?: boolean;
};

/** The signer and the extrinsic's lifetime, for a check before the call is in a block. */
export type PoolContext = StateReader & {readonly signer: AccountId; readonly era?: Era};

/** Why the pool refuses a call: `Custom error: N`, or one of a node's own reasons. */
export type PoolRefusal = number | 'BadSigner' | 'Stale';

export type CallOptions<F extends Fields> = Partial<DispatchInfo> & {
	/** The call's index in the metadata. */
	readonly index: number;
	/** Argument names and types as in the main chain's metadata, in order. */
	readonly args: F;
	/** Execute the call. Throw with `fail()` or `ensure()` to refuse. */
	readonly run: (context: CallContext, args: ValuesOf<F>) => void | PostInfo;
	/** Refuse before the call is in a block, and again when it is included. */
	readonly validate?: (context: PoolContext, args: ValuesOf<F>) => PoolRefusal | undefined;
	/** For a call that wraps others: information derived from them. */
	readonly info?: (
		args: ValuesOf<F>,
		infoOf: (call: RuntimeCall) => DispatchInfo,
	) => Partial<DispatchInfo>;
};

/** A call of a pallet. */
export type Call = DispatchInfo & {
	readonly index: number;
	readonly args: Fields;
	// As methods these are bivariant, so that the calls of a pallet fit in one list.
	run(context: CallContext, args: unknown): void | PostInfo;
	validate?(context: PoolContext, args: unknown): PoolRefusal | undefined;
	info?(args: unknown, infoOf: (call: RuntimeCall) => DispatchInfo): Partial<DispatchInfo>;
};

/**
Define a call. The types of `run`'s arguments follow from `args`.

By default it is of class `Normal`, takes 100 µs (`refTime: 100_000_000n`) and pays a fee.

@example
```
const transfer_allow_death = defineCall({
	index: 0,
	args: {dest: multiAddress, value: compact(u64)},
	run(context, {dest, value}) {
		const from = ensureSigned(context);
		…
	},
});
```
*/
export function defineCall<const F extends Fields>(options: CallOptions<F>): Call {
	return {refTime: 100_000_000n, class: 'Normal', paysFee: true, ...options};
}
