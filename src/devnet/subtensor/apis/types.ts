import {u128, u16, u64, u8, compact} from '../../scale/numbers.ts';
import {vec} from '../../scale/collections.ts';

/** Compact numbers, as in most replies of runtime APIs. */
export const compactU16 = compact(u16);
export const compactU64 = compact(u64);
export const compactU128 = compact(u128);

export const compactU16s = vec(compactU16);
export const compactU64s = vec(compactU64);

/** Text as a list of compact bytes, as in replies about subnets. */
export const compactText = vec(compact(u8));

/** The module path of a reply's type. */
export const replyPath = (module: string, name: string): readonly string[] => [
	'pallet_subtensor',
	'rpc_info',
	module,
	name,
];
