import {createCodec, createDecoder, u8 as u8Codec} from '@polkadot-api/substrate-bindings';
import {describeVariants, type VariantEntry} from './variants.ts';
import {u8} from './numbers.ts';
import {defineType, type Type} from './type.ts';

/** The lifetime of an extrinsic: unlimited, or `period` blocks (a power of two) that begin at `phase` within each period. */
export type Era =
	| {readonly type: 'Immortal'}
	| {readonly type: 'Mortal'; readonly period: number; readonly phase: number};

const entries: readonly VariantEntry[] = Array.from({length: 256}, (_, index) =>
	index === 0 ? ['Immortal', undefined, 0] : [`Mortal${index}`, u8, index],
);

/**
One byte for an immortal era; otherwise two, with the logarithm of the period in the low four bits and the phase above them, in steps of 1/4096 of the period.
*/
export const era: Type<Era> = defineType({
	codec: createCodec<Era>(
		value => (value.type === 'Immortal' ? Uint8Array.of(0) : encodeMortal(value)),
		createDecoder(input => {
			const low = u8Codec.dec(input);
			return low === 0 ? {type: 'Immortal'} : decodeMortal(low | (u8Codec.dec(input) << 8));
		}),
	),
	path: ['sp_runtime', 'generic', 'era', 'Era'],
	describe: numberOf => describeVariants(entries, numberOf),
});

/**
Get the block in which an era that is current at `block` began; the extrinsic is signed for that block's hash.
*/
export function getBirth({period, phase}: {period: number; phase: number}, block: number): number {
	const spans = Math.floor((Math.max(block, phase) - phase) / period);
	return phase + spans * period;
}

function encodeMortal({period, phase}: {readonly period: number; readonly phase: number}) {
	const quantized = Math.floor(phase / stepOf(period));
	const value = Math.min(15, Math.max(1, Math.log2(period) - 1)) | (quantized << 4);
	return Uint8Array.of(value & 0xff, value >> 8);
}

function decodeMortal(value: number): Era {
	const period = 2 << (value & 0xf);
	const phase = (value >> 4) * stepOf(period);
	if (period < 4 || phase >= period) {
		throw new RangeError('Not an era');
	}

	return {type: 'Mortal', period, phase};
}

function stepOf(period: number): number {
	return Math.max(1, period >> 12);
}
