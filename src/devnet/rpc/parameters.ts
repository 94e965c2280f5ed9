import {fromHex} from '../scale/bytes.ts';
import type {Hex} from '../scale/type.ts';
import {invalidParameters} from './rpc-error.ts';

/** Positional parameters of a request. Each reader throws `Invalid params` if a value is malformed. */
export type RequestParameters = {
	readonly text: (position: number) => string;
	/** A number, also as hex; `undefined` if missing or null. */
	readonly number: (position: number) => number | undefined;
	/** Bytes as hex, with or without `0x`. */
	readonly bytes: (position: number) => Uint8Array;
	/** Hex with `0x`, in lowercase. */
	readonly hex: (position: number) => Hex;
	/** Like `hex()`, but `undefined` if missing or null. */
	readonly optionalHex: (position: number) => Hex | undefined;
	readonly hexList: (position: number) => readonly Hex[];
};

/**
Read the parameters of a request.

@param values - The client's parameters; a missing value counts as an empty list.
*/
export function readParameters(values: unknown): RequestParameters {
	if (values !== undefined && values !== null && !Array.isArray(values)) {
		throw invalidParameters('Parameters are a list');
	}

	const list: readonly unknown[] = values ?? [];
	const optionalHex = (position: number) => {
		const value = list[position];
		return value === undefined || value === null ? undefined : asHex(value);
	};

	const text = (position: number) => {
		const value = list[position];
		if (typeof value !== 'string') {
			throw invalidParameters(`Parameter ${position} is a text`);
		}

		return value;
	};

	return {
		text,
		optionalHex,
		number: position => asNumber(list[position] ?? undefined),
		bytes: position => asBytes(text(position)),
		hex: position => asHex(list[position]),
		hexList(position) {
			const value = list[position];
			if (!Array.isArray(value)) {
				throw invalidParameters(`Parameter ${position} is a list`);
			}

			return value.map(each => asHex(each));
		},
	};
}

function asNumber(value: unknown): number | undefined {
	if (value === undefined) {
		return undefined;
	}

	const number = typeof value === 'string' && value !== '' ? Number(value) : value;
	if (typeof number !== 'number' || !Number.isSafeInteger(number) || number < 0) {
		throw invalidParameters('Expected a number');
	}

	return number;
}

function asHex(value: unknown): Hex {
	if (typeof value !== 'string' || !/^0x(?:[\da-f]{2})*$/iv.test(value)) {
		throw invalidParameters('Expected hex with `0x`');
	}

	return value.toLowerCase() as Hex;
}

function asBytes(value: string): Uint8Array {
	try {
		return fromHex(value);
	} catch {
		throw invalidParameters('Expected hex');
	}
}
