import {Buffer} from 'node:buffer';
import {
	type UnifiedMetadata,
	bool,
	compact,
	i128,
	i16,
	i256,
	i32,
	i64,
	i8,
	str,
	u128,
	u16,
	u256,
	u32,
	u64,
	u8,
} from '@polkadot-api/substrate-bindings';

/**
A value to encode. Missing parts are zero, empty or absent: an option is `undefined`, a variant a name or `{type, value}`, bytes are hex, text or a `Uint8Array`, and a struct of one field may be the field.
*/
export type Loose = unknown;

/** A decoded value, in the same form; numbers of up to 32 bits are numbers, others bigint; bytes are hex. */
export type Decoded = unknown;

export type Cursor = {readonly bytes: Uint8Array; offset: number};

/** Encodes and decodes any type of a chain by its metadata. */
export type Scale = {
	readonly encode: (type: number, value: Loose) => Uint8Array;
	/** Decode from the cursor on, and move it behind the value. */
	readonly read: (type: number, cursor: Cursor) => Decoded;
};

type Lookup = UnifiedMetadata['lookup'];
type Definition = Lookup[number]['def'];
type Fields = ReadonlyArray<{readonly name?: string | undefined; readonly type: number}>;

const codecs = {bool, str, char: u32, u8, u16, u32, u64, u128, u256, i8, i16, i32, i64, i128, i256};
/** Bytes of each kind of number. */
const widths = {u8: 1, u16: 2, u32: 4, u64: 8, u128: 16, u256: 32} as const;
const small: ReadonlySet<string> = new Set(['u8', 'u16', 'u32', 'i8', 'i16', 'i32', 'char']);

export function createScale(lookup: Lookup): Scale {
	const definitionOf = (type: number) => lookup[type]!.def;
	const isByte = (type: number) => {
		const def = definitionOf(type);
		return def.tag === 'primitive' && def.value.tag === 'u8';
	};

	const isOption = (type: number) => lookup[type]!.path.join('::') === 'Option';

	const writeList = (out: Uint8Array[], type: number, values: readonly Loose[]) => {
		for (const value of values) {
			write(out, type, value);
		}
	};

	const writeFields = (out: Uint8Array[], fields: Fields, value: Loose) => {
		const [only, ...others] = fields;
		if (only === undefined) {
			return;
		}

		const isWhole = others.length === 0 && (only.name === undefined || !hasField(value, only.name));
		for (const [index, {name, type}] of fields.entries()) {
			write(out, type, isWhole ? value : partOf(value, name ?? index));
		}
	};

	const writeVariant = (out: Uint8Array[], type: number, value: Loose) => {
		const variants = (definitionOf(type) as Extract<Definition, {tag: 'variant'}>).value;
		if (isOption(type)) {
			out.push(Uint8Array.of(value === undefined ? 0 : 1));
			if (value !== undefined) {
				writeFields(out, variants[1]!.fields, value);
			}

			return;
		}

		const name = typeof value === 'string' ? value : partOf(value, 'type');
		const variant =
			name === undefined ? variants[0] : variants.find(candidate => candidate.name === name);
		if (variant === undefined) {
			throw new TypeError(`No variant \`${String(name)}\` in \`${lookup[type]!.path.join('::')}\``);
		}

		out.push(Uint8Array.of(variant.index));
		writeFields(
			out,
			variant.fields,
			typeof value === 'string' ? undefined : partOf(value, 'value'),
		);
	};

	const write = (out: Uint8Array[], type: number, value: Loose): void => {
		const def = definitionOf(type);
		switch (def.tag) {
			case 'primitive': {
				out.push(encodePrimitive(def.value.tag, value));
				break;
			}

			case 'compact': {
				out.push(compact.enc((value ?? 0) as bigint));
				break;
			}

			case 'sequence': {
				const items = isByte(def.value) || value instanceof Uint8Array ? toBytes(value) : value;
				const list = (items ?? []) as readonly Loose[];
				out.push(compact.enc(list.length));
				if (isByte(def.value)) {
					out.push(list as unknown as Uint8Array);
				} else {
					writeList(out, def.value, [...list]);
				}

				break;
			}

			case 'array': {
				const {len, type: item} = def.value;
				if (isByte(item)) {
					const bytes = new Uint8Array(len);
					bytes.set(toBytes(value));
					out.push(bytes);
				} else {
					writeList(
						out,
						item,
						Array.from({length: len}, (_, index) => partOf(value, index)),
					);
				}

				break;
			}

			case 'tuple': {
				for (const [index, part] of def.value.entries()) {
					write(out, part, partOf(value, index));
				}

				break;
			}

			case 'composite': {
				writeFields(out, def.value, value);
				break;
			}

			case 'variant': {
				writeVariant(out, type, value);
				break;
			}

			case 'bitSequence': {
				throw new TypeError('Bits are not encoded');
			}
		}
	};

	const readFields = (fields: Fields, cursor: Cursor): Decoded => {
		const values = fields.map(({name, type}) => [name, read(type, cursor)] as const);
		if (values.length === 1 && values[0]![0] === undefined) {
			return values[0]![1];
		}

		return values.length > 0 && values.every(([name]) => name !== undefined)
			? Object.fromEntries(values)
			: values.map(([, value]) => value);
	};

	const readBytes = (length: number, cursor: Cursor) => {
		cursor.offset += length;
		if (cursor.offset > cursor.bytes.length) {
			throw new RangeError('The bytes are too few');
		}

		return cursor.bytes.subarray(cursor.offset - length, cursor.offset);
	};

	const read = (type: number, cursor: Cursor): Decoded => {
		const def = definitionOf(type);
		switch (def.tag) {
			case 'primitive': {
				return readPrimitive(def.value.tag, cursor, readBytes);
			}

			case 'compact': {
				return BigInt(readCompact(cursor));
			}

			case 'sequence': {
				const length = Number(readCompact(cursor));
				return isByte(def.value)
					? toHex(readBytes(length, cursor))
					: Array.from({length}, () => read(def.value, cursor));
			}

			case 'array': {
				const {len, type: item} = def.value;
				return isByte(item)
					? toHex(readBytes(len, cursor))
					: Array.from({length: len}, () => read(item, cursor));
			}

			case 'tuple': {
				return def.value.map(part => read(part, cursor));
			}

			case 'composite': {
				return readFields(def.value, cursor);
			}

			case 'variant': {
				const [index] = readBytes(1, cursor);
				const variant = def.value.find(candidate => candidate.index === index)!;
				const value = readFields(variant.fields, cursor);
				if (isOption(type)) {
					return index === 0 ? undefined : value;
				}

				return {type: variant.name, value};
			}

			case 'bitSequence': {
				throw new TypeError('Bits are not decoded');
			}
		}
	};

	return {
		encode(type, value) {
			const out: Uint8Array[] = [];
			write(out, type, value);
			return new Uint8Array(Buffer.concat(out));
		},
		read,
	};
}

function encodePrimitive(tag: keyof typeof codecs, value: Loose): Uint8Array {
	if (tag === 'bool') {
		return bool.enc(value === true);
	}

	if (tag === 'str') {
		return str.enc((value ?? '') as string);
	}

	const number = (value ?? 0) as bigint | number;
	return small.has(tag) ? u32Like(tag, Number(number)) : u64Like(tag, BigInt(number));
}

const u32Like = (tag: string, value: number) => codecs[tag as 'u32'].enc(value);
const u64Like = (tag: string, value: bigint) => codecs[tag as 'u64'].enc(value);

function readPrimitive(
	tag: keyof typeof codecs,
	cursor: Cursor,
	readBytes: (length: number, cursor: Cursor) => Uint8Array,
): Decoded {
	if (tag === 'bool') {
		return readBytes(1, cursor)[0] === 1;
	}

	if (tag === 'str') {
		return new TextDecoder().decode(readBytes(Number(readCompact(cursor)), cursor));
	}

	const width = widths[tag.replace('i', 'u').replace('char', 'u32') as keyof typeof widths];
	const value = readBytes(width, cursor).reduceRight((sum, byte) => (sum << 8n) + BigInt(byte), 0n);
	return small.has(tag) ? Number(value) : value;
}

/** Read a compact number, and move behind it. */
export function readCompact(cursor: Cursor): bigint | number {
	// The codec reads the whole buffer behind an array.
	const value = compact.dec(Uint8Array.from(cursor.bytes.subarray(cursor.offset)));
	cursor.offset += compact.enc(value).length;
	return value;
}

const text = new TextEncoder();

export const toHex = (bytes: Uint8Array): `0x${string}` =>
	`0x${Buffer.from(bytes).toString('hex')}`;

/** Get bytes from hex or text. */
export function toBytes(value: Loose): Uint8Array {
	if (value === undefined) {
		return new Uint8Array();
	}

	if (typeof value === 'string') {
		return /^0x(?:[\da-f]{2})*$/v.test(value)
			? new Uint8Array(Buffer.from(value.slice(2), 'hex'))
			: text.encode(value);
	}

	return Uint8Array.from(value as Iterable<number>);
}

const hasField = (value: Loose, name: string) =>
	typeof value === 'object' && value !== null && Object.hasOwn(value, name);

const partOf = (value: Loose, name: number | string): Loose =>
	(value as Record<number | string, Loose> | undefined)?.[name];
