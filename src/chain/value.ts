import {encodeAddress} from '../crypto/ss58.ts';
import {toPlainText} from '../support/plain-text.ts';

/**
A value of the chain, decoded by its metadata into plain data. Integers are bigints, bytes are `Uint8Array`s, an absent option is `undefined`, a variant is `{type, value}`, and fields are in camelCase.
*/
export type Value =
	| undefined
	| boolean
	| bigint
	| string
	| Uint8Array
	| readonly Value[]
	| {readonly [key: string]: Value};

/*
The readers below accept values of any chain version and return `undefined` for what is missing or of another type, so that one odd item does not spoil the rest.
*/

/** Read a field of a struct. */
export function field(value: Value, name: string): Value {
	return isRecord(value) ? value[name] : undefined;
}

/** Read an integer, unwrapping a struct of a single field, such as a fixed-point number's `bits`. */
export function integer(value: Value): bigint | undefined {
	if (typeof value === 'bigint') {
		return value;
	}

	const [inner, ...others] = isRecord(value) ? Object.values(value) : [];
	return inner !== undefined && others.length === 0 ? integer(inner) : undefined;
}

/** Read an integer that is known to be small, such as a UID or a block number. */
export function number(value: Value): number | undefined {
	const read = integer(value);
	return read === undefined ? undefined : Number(read);
}

/** Read a binary fixed-point number with this many fractional bits, to the precision of a double. */
export function fixedPoint(value: Value, fractionalBits: number): number | undefined {
	const bits = integer(value);
	const one = 2 ** fractionalBits;
	return bits === undefined ? undefined : Number(bits) / one;
}

/** Read a boolean. */
export function flag(value: Value): boolean | undefined {
	return typeof value === 'boolean' ? value : undefined;
}

/** Read an account as its SS58 address. */
export function address(value: Value): string | undefined {
	return value instanceof Uint8Array && value.length === 32 ? encodeAddress(value) : undefined;
}

/** Read bytes, in any of the chain's representations. */
export function bytes(value: Value): Uint8Array | undefined {
	if (value instanceof Uint8Array) {
		return value;
	}

	return isList(value) && value.every(item => typeof item === 'bigint')
		? Uint8Array.from(value, Number)
		: undefined;
}

/** Read bytes as UTF-8, sanitized to a single line because the text is untrusted. */
export function text(value: Value): string | undefined {
	const read = typeof value === 'string' ? value : decode(bytes(value));
	return read === undefined ? undefined : toPlainText(read).trim();
}

/** Read a vector; empty if it is not one. */
export function list(value: Value): readonly Value[] {
	return isList(value) ? value : [];
}

/** Read the name and value of a variant. */
export function variant(value: Value): {readonly type: string; readonly value: Value} | undefined {
	const type = field(value, 'type');
	return typeof type === 'string' ? {type, value: field(value, 'value')} : undefined;
}

const isList = (value: Value): value is readonly Value[] => Array.isArray(value);

const isRecord = (value: Value): value is Readonly<Record<string, Value>> =>
	typeof value === 'object' && !isList(value) && !(value instanceof Uint8Array);

const decoder = new TextDecoder();

const decode = (read: Uint8Array | undefined) =>
	read === undefined ? undefined : decoder.decode(read);
