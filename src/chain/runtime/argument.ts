import {u8aToHex} from '@polkadot/util';

/**
An argument of a call, storage key or runtime API: integers as bigint or number, accounts as SS58, bytes as `Uint8Array`, structs by field name in camelCase, an absent option as `undefined`.
*/
export type Argument =
	| undefined
	| boolean
	| bigint
	| number
	| string
	| Uint8Array
	| readonly Argument[]
	| {readonly [name: string]: Argument};

/** Convert an argument for polkadot-js, which takes a `Uint8Array` as already encoded, but hex as the plain value. */
export function toArgument(argument: Argument): unknown {
	if (argument instanceof Uint8Array) {
		return u8aToHex(argument);
	}

	if (Array.isArray(argument)) {
		return argument.map((item: Argument) => toArgument(item));
	}

	if (typeof argument === 'object') {
		return Object.fromEntries(
			Object.entries(argument).map(([name, value]) => [name, toArgument(value)]),
		);
	}

	return argument;
}
