import type {InferenceSession} from 'onnxruntime-node';

/** One tensor of a decoder's cache: the keys or values of a layer. */
export type CacheEntry = {
	/** Its names as an input and as an output. */
	readonly past: string;
	readonly present: string;
	readonly type: 'float32' | 'float16';
	readonly heads: number;
	readonly size: number;
};

/** A decoder's inputs and outputs, under the names that Hugging Face Optimum gives them. */
export type DecoderShape = {
	readonly cache: readonly CacheEntry[];
	readonly hasPositions: boolean;
	/** Whether it can be told to compute the logits of the last tokens only. */
	readonly picksLogits: boolean;
};

type Metadata = Pick<InferenceSession, 'inputMetadata' | 'outputMetadata'>;

const pastName = /^past_key_values\.\d+\.(?:(?:de|en)coder\.)?(?:key|value)$/v;

/** Tell whether a model keeps a cache of what it has read, as decoders do. */
export const hasCache = ({inputMetadata}: Metadata) =>
	inputMetadata.some(({name}) => pastName.test(name));

/**
Read the shape of a decoder.

@returns The shape, or what is wrong with it, as the end of a sentence.
*/
export function readDecoderShape({inputMetadata, outputMetadata}: Metadata): DecoderShape | string {
	const cache = readCache(inputMetadata);
	if (typeof cache === 'string') {
		return cache;
	}

	const problem =
		checkOutputs(outputMetadata, ['logits', ...cache.map(({present}) => present)]) ??
		checkIds(
			inputMetadata,
			['input_ids', 'attention_mask'],
			['position_ids', 'num_logits_to_keep'],
		);
	const has = (wanted: string) => inputMetadata.some(({name}) => name === wanted);
	return (
		problem ?? {
			cache,
			hasPositions: has('position_ids'),
			picksLogits: has('num_logits_to_keep'),
		}
	);
}

/**
Read what a model keeps in its cache.

@returns The entries, or what is wrong with them, as the end of a sentence.
*/
export function readCache(
	inputMetadata: Metadata['inputMetadata'],
): readonly CacheEntry[] | string {
	const cache: CacheEntry[] = [];
	const pasts = inputMetadata.filter(({name}) => pastName.test(name));
	for (const input of pasts) {
		const [, heads, , size] = input.isTensor ? input.shape : [];
		if (typeof heads !== 'number' || typeof size !== 'number') {
			return `its input \`${input.name}\` must have a fixed number of heads, of a fixed size`;
		}

		const type = input.isTensor ? input.type : undefined;
		if (type !== 'float32' && type !== 'float16') {
			return `its input \`${input.name}\` must be a float32 or float16 tensor`;
		}

		cache.push({
			past: input.name,
			present: input.name.replace('past_key_values', 'present'),
			type,
			heads,
			size,
		});
	}

	return cache;
}

/**
Check that a model has outputs.

@returns Which one it lacks, as the end of a sentence.
*/
export function checkOutputs(
	outputs: Metadata['outputMetadata'],
	needed: readonly string[],
): string | undefined {
	const absent = needed.find(name => outputs.every(output => output.name !== name));
	return absent === undefined ? undefined : `it has no output \`${absent}\``;
}

/**
Check the inputs of a model that are not its cache: whole numbers, all of which we know.

@returns What is wrong with them, as the end of a sentence.
*/
export function checkIds(
	inputs: Metadata['inputMetadata'],
	needed: readonly string[],
	optional: readonly string[],
): string | undefined {
	const absent = needed.find(name => inputs.every(input => input.name !== name));
	if (absent !== undefined) {
		return `it has no input \`${absent}\``;
	}

	const own = inputs.filter(({name}) => !pastName.test(name));
	const unknown = own.find(({name}) => !needed.includes(name) && !optional.includes(name));
	if (unknown) {
		return `it needs the input \`${unknown.name}\`, which is not known`;
	}

	const other = own.find(input => !input.isTensor || input.type !== 'int64');
	return other && `its input \`${other.name}\` must be an int64 tensor`;
}
