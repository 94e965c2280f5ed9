import type {Value} from '../value.ts';

/** The members that distinguish polkadot-js values, whose classes are not exported. */
type Shape = {
	readonly isSome?: boolean;
	readonly isBasic?: boolean;
	readonly type?: string;
	readonly inner?: unknown;
	readonly section?: string;
	readonly method?: string;
	readonly data?: unknown;
	readonly names?: readonly string[] | undefined;
	readonly defKeys?: readonly string[];
	readonly unwrap?: () => unknown;
	readonly toBigInt?: () => bigint;
	readonly toRawType?: () => string;
	readonly toU8a: () => Uint8Array;
};

/** Convert a decoded polkadot-js value into plain data. */
export function toPlain(codec: unknown): Value {
	const primitive = (codec as Record<string, unknown>).valueOf();
	if (typeof primitive === 'string' || typeof primitive === 'boolean') {
		return primitive;
	}

	if (codec instanceof Uint8Array) {
		return new Uint8Array(codec);
	}

	if (Array.isArray(codec)) {
		return fromArray(codec);
	}

	if (codec instanceof Set) {
		return Array.from(codec, item => toPlain(item));
	}

	return codec instanceof Map
		? fromMap(codec as Map<unknown, unknown> & Shape)
		: fromShape(codec as Shape);
}

/** Convert vectors and tuples. An event's data is a tuple whose fields may be named. */
function fromArray(codec: readonly unknown[] & Partial<Shape>): Value {
	const values = Array.from(codec, item => toPlain(item));
	return codec.names
		? Object.fromEntries(codec.names.map((name, index) => [name, values[index]]))
		: values;
}

/** Convert structs, maps, events and calls. */
function fromMap(codec: Map<unknown, unknown> & Shape): Value {
	if (codec.section !== undefined && codec.method !== undefined) {
		return {section: codec.section, name: codec.method, data: toPlain(codec.data)};
	}

	return codec.defKeys === undefined
		? Array.from(codec, ([key, value]) => [toPlain(key), toPlain(value)])
		: Object.fromEntries(Array.from(codec, ([key, value]) => [String(key), toPlain(value)]));
}

function fromShape(codec: Shape): Value {
	if (typeof codec.toBigInt === 'function') {
		return codec.toBigInt();
	}

	if (codec.isSome === false || codec.toRawType?.() === 'Null') {
		return undefined;
	}

	if (typeof codec.unwrap === 'function') {
		return toPlain(codec.unwrap());
	}

	return typeof codec.isBasic === 'boolean'
		? {type: codec.type, value: toPlain(codec.inner)}
		: new Uint8Array(codec.toU8a());
}
