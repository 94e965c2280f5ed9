import * as scale from '@polkadot-api/substrate-bindings';
import {defineType, type Type, type UntypedCodec} from './type.ts';

type Primitive = 'bool' | 'str' | `${'u' | 'i'}${8 | 16 | 32 | 64 | 128}`;

export const bool = primitive<boolean>('bool', scale.bool);
export const u8 = primitive<number>('u8', within(scale.u8, 0, 0xff));
export const u16 = primitive<number>('u16', within(scale.u16, 0, 0xff_ff));
export const u32 = primitive<number>('u32', within(scale.u32, 0, 0xff_ff_ff_ff));
export const u64 = primitive<bigint>('u64', within(scale.u64, 0n, BigInt.asUintN(64, -1n)));
export const u128 = primitive<bigint>('u128', within(scale.u128, 0n, BigInt.asUintN(128, -1n)));
export const i8 = primitive<number>('i8', within(scale.i8, -0x80, 0x7f));
export const i16 = primitive<number>('i16', within(scale.i16, -0x80_00, 0x7f_ff));
export const i32 = primitive<number>('i32', within(scale.i32, -0x80_00_00_00, 0x7f_ff_ff_ff));
export const i64 = primitive<bigint>(
	'i64',
	within(scale.i64, -(2n ** 63n), BigInt.asUintN(63, -1n)),
);
export const i128 = primitive<bigint>(
	'i128',
	within(scale.i128, -(2n ** 127n), BigInt.asUintN(127, -1n)),
);

/** Length-prefixed UTF-8 text. */
export const text = primitive<string>('str', scale.str);

/** The unit type: no bytes. */
export const unit: Type<undefined> = defineType({
	codec: scale._void,
	name: '()',
	describe: () => ({tag: 'tuple', value: []}),
});

/**
Encode small numbers in few bytes. The value has the inner type's form: a number up to `u32`, a bigint above.
*/
export function compact<Value extends number | bigint>(inner: Type<Value>): Type<Value> {
	const isBig = typeof inner.decode(new Uint8Array(16)) === 'bigint';
	const codec = (isBig ? scale.compactBn : scale.compactNumber) as UntypedCodec;
	const fitting = (value: Value) => {
		inner.encode(value);
		return value;
	};

	return defineType({
		codec: scale.enhanceCodec<Value, Value>(codec, fitting, fitting),
		name: inner.name,
		describe: numberOf => ({tag: 'compact', value: numberOf(inner)}),
	});
}

function primitive<Value>(tag: Primitive, codec: UntypedCodec): Type<Value> {
	return defineType({
		codec,
		name: tag,
		describe: () => ({tag: 'primitive', value: {tag, value: undefined}}),
	});
}

function within<Value extends number | bigint>(
	codec: scale.Codec<Value>,
	least: Value,
	most: Value,
): scale.Codec<Value> {
	return scale.createCodec(value => {
		if (!(value >= least && value <= most)) {
			throw new RangeError(`\`${value}\` is not from ${least} to ${most}`);
		}

		return codec.enc(value);
	}, codec.dec);
}
