import {Variant, type StringRecord} from '@polkadot-api/substrate-bindings';
import {describeShape, shapeCodec, type Shape} from './shapes.ts';
import type {Definition, Numbering, UntypedCodec} from './type.ts';

/** One variant: its name, its contents, and its first byte. */
export type VariantEntry = readonly [name: string, shape: Shape, index: number];

/**
Build the codec of variants from their shapes.

@throws {RangeError} If two variants share a first byte.
*/
export function variantCodec(entries: readonly VariantEntry[]): UntypedCodec {
	const indices = entries.map(entry => entry[2]);
	if (new Set(indices).size < indices.length) {
		throw new RangeError(`Two variants share an index: \`${indices.join(', ')}\``);
	}

	const codecs = Object.fromEntries(
		entries.map(([name, shape]) => [name, shapeCodec(shape)]),
	) as StringRecord<UntypedCodec>;
	return Variant(codecs, indices as never);
}

/** Describe variants for metadata. */
export function describeVariants(
	entries: readonly VariantEntry[],
	numberOf: Numbering,
): Definition {
	return {
		tag: 'variant',
		value: entries.map(([name, shape, index]) => ({
			name,
			fields: describeShape(shape, numberOf),
			index,
			docs: [],
		})),
	};
}
