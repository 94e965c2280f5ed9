import {struct} from './composites.ts';
import {i128, i64, u128, u64} from './numbers.ts';
import {mapType, type Type} from './type.ts';

/** Binary fixed-point numbers. In memory they are their bits: the number times 2 to the power of the fraction bits. */
export const i32f32 = fixedPoint('FixedI64', i64, 32);
export const u32f32 = fixedPoint('FixedU64', u64, 32);
export const i64f64 = fixedPoint('FixedI128', i128, 64);
export const u64f64 = fixedPoint('FixedU128', u128, 64);
export const i96f32 = fixedPoint('FixedI128', i128, 32);
export const u96f32 = fixedPoint('FixedU128', u128, 32);

function fixedPoint(name: string, bits: Type<bigint>, fraction: number): Type<bigint> {
	const inner = struct(['substrate_fixed', name], {bits}, [
		{name: 'Frac', type: typeLevelNumber(fraction)},
	]);
	return mapType(
		inner,
		value => ({bits: value}),
		value => value.bits,
	);
}

// Rust encodes the count at the type level, bit by bit: 2 is `UInt<UInt<UTerm, B1>, B0>`. Clients that display fractions read the size here.
function typeLevelNumber(value: number): Type {
	if (value === 0) {
		return struct(['substrate_typenum', 'uint', 'UTerm'], {});
	}

	const msb = typeLevelNumber(Math.floor(value / 2));
	const lsb = struct(['substrate_typenum', 'bit', value % 2 === 0 ? 'B0' : 'B1'], {});
	return struct(['substrate_typenum', 'uint', 'UInt'], {msb, lsb}, [
		{name: 'U', type: msb},
		{name: 'B', type: lsb},
	]);
}
