import type {Check} from '../extrinsic/check.ts';
import type {Extrinsic} from '../extrinsic/extrinsic.ts';
import {baseRefTime} from '../extrinsic/fees.ts';
import type {Invalidity} from '../extrinsic/validity.ts';
import {mostBlockLength, mostBlockRefTime} from '../frame/system/limits.ts';
import type {Runtime} from '../runtime/runtime.ts';
import {applyExtrinsic} from './apply.ts';
import type {Execution} from './execution.ts';

export type FillingOptions = {
	readonly runtime: Runtime;
	readonly check: Check;
	/** Called with every extrinsic that turned out to be invalid, or was dropped because its call hit a fault. */
	readonly onRefused: (extrinsic: Extrinsic, invalidity: Invalidity) => void;
	/** Called with errors that no pallet meant to throw. */
	readonly onFault: (error: unknown) => void;
};

/** The extrinsics of a block under construction. */
export type Filling = {
	readonly extrinsics: readonly Extrinsic[];
	/**
	Apply an extrinsic, and after it those that its call requests.

	@returns Whether the block had room for it; if not, nothing was changed.
	*/
	readonly add: (extrinsic: Extrinsic) => boolean;
};

/**
Start filling a block with extrinsics, up to the limits in the metadata.
*/
export function createFilling(
	execution: Execution,
	{runtime, check, onRefused, onFault}: FillingOptions,
): Filling {
	const extrinsics: Extrinsic[] = [];
	let length = 0;
	let refTime = 0n;

	const add = (extrinsic: Extrinsic): boolean => {
		const nextLength = length + extrinsic.bytes.length;
		const nextRefTime = refTime + baseRefTime + runtime.infoOf(extrinsic.call).refTime;
		if (nextLength > mostBlockLength || nextRefTime > mostBlockRefTime) {
			return false;
		}

		if (!apply(extrinsic)) {
			return true;
		}

		extrinsics.push(extrinsic);
		length = nextLength;
		refTime = nextRefTime;
		for (const bytes of execution.takeFollowers()) {
			const follower = runtime.format.read(bytes);
			// Only the author may add unsigned extrinsics.
			if (follower?.signed) {
				add(follower);
			}
		}

		return true;
	};

	const apply = (extrinsic: Extrinsic): boolean => {
		const index = extrinsics.length;
		try {
			const applied = execution.context.atomically(() =>
				applyExtrinsic(extrinsic, {runtime, check, execution, index}),
			);
			if (!applied.ok) {
				onRefused(extrinsic, applied.invalidity);
			}

			return applied.ok;
		} catch (error) {
			// A block without its inherents is invalid.
			if (!extrinsic.signed) {
				throw error;
			}

			onFault(error);
			onRefused(extrinsic, {type: 'Call'});
			return false;
		}
	};

	return {extrinsics, add};
}
