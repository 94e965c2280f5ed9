import type {AccountId} from '../scale/bytes.ts';
import type {Era} from '../scale/era.ts';
import type {Fields, ValuesOf} from '../scale/type.ts';
import type {CallContext, RuntimeCall, StateReader} from './context.ts';

export type DispatchClass = 'Normal' | 'Operational' | 'Mandatory';

/** What is known of a call before it runs; its fee follows from it. */
export type DispatchInfo = {
	/** How long the call takes, in picoseconds of the chain's reference machine. */
	readonly refTime: bigint;
	readonly class: DispatchClass;
	/** Whether the signer pays; a call that does not is also taken from accounts that do not exist. */
	readonly paysFee: boolean;
};

/** What a call can tell about itself once it has run. */
export type PostInfo = {
	/** Whether the signer pays the fee after all; a tip is paid either way. @default what was known before */
	readonly paysFee?: boolean;
};

/** Who signed and for how long, for a check before the call has a block. */
export type PoolContext = StateReader & {readonly signer: AccountId; readonly era?: Era};

/** Why the pool refuses a call: `Custom error: N`, or one of a node's own reasons. */
export type PoolRefusal = number | 'BadSigner' | 'Stale';

export type CallOptions<F extends Fields> = Partial<DispatchInfo> & {
	/** The call's index in the metadata. */
	readonly index: number;
	/** Argument names and types as in the main chain's metadata, in their order. */
	readonly args: F;
	/** Do the work. Throw by `fail()` or `ensure()` to refuse. */
	readonly run: (context: CallContext, args: ValuesOf<F>) => void | PostInfo;
	/** Refuse before the call has a block, and again when it gets one. */
	readonly validate?: (context: PoolContext, args: ValuesOf<F>) => PoolRefusal | undefined;
	/** For a call that holds others: what follows from them. */
	readonly info?: (
		args: ValuesOf<F>,
		infoOf: (call: RuntimeCall) => DispatchInfo,
	) => Partial<DispatchInfo>;
};

/** A call of a pallet. */
export type Call = DispatchInfo & {
	readonly index: number;
	readonly args: Fields;
	// As methods these are bivariant, so that the calls of a pallet can stand in one list.
	run(context: CallContext, args: unknown): void | PostInfo;
	validate?(context: PoolContext, args: unknown): PoolRefusal | undefined;
	info?(args: unknown, infoOf: (call: RuntimeCall) => DispatchInfo): Partial<DispatchInfo>;
};

/**
Define a call. The types of `run`'s arguments follow from `args`.

By default it is of class `Normal`, takes 100 µs (`refTime: 100_000_000n`) and is paid for.

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
