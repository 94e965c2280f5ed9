import {u8aToHex} from '@polkadot/util';

/**
What a call, a storage key or a runtime API is given: numbers as bigint or number, accounts as SS58, bytes as `Uint8Array`, structs by their fields' names in camelCase, an absent option as `undefined`.
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

/** Prepare an argument for polkadot-js, which takes a `Uint8Array` as encoded already, but hex as what is meant. */
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
