import type {InferenceSession} from 'onnxruntime-node';

/** A model's single input and output. */
export type ModelShape = {
	/** Names within the model. */
	readonly input: string;
	readonly output: string;
	/** Dimensions without the batch dimension. */
	readonly inputDims: readonly number[];
	readonly outputDims: readonly number[];
	/** Number of values in one row. */
	readonly inputLength: number;
	readonly outputLength: number;
	/** Whether the model accepts only one row at a time. */
	readonly isBatchFixed: boolean;
};

/**
Read the shape of a model's input and output.

@returns The shape, or what is wrong with it, as the end of a sentence.
*/
export function readModelShape({
	inputMetadata,
	outputMetadata,
}: Pick<InferenceSession, 'inputMetadata' | 'outputMetadata'>): ModelShape | string {
	const [input, ...otherInputs] = inputMetadata;
	const [output, ...otherOutputs] = outputMetadata;
	if (!input || !output || otherInputs.length > 0 || otherOutputs.length > 0) {
		return `it has ${inputMetadata.length} inputs and ${outputMetadata.length} outputs, and needs one of each`;
	}

	const [inputBatch, ...inputDims] = input.isTensor ? input.shape : [];
	const [outputBatch, ...outputDims] = output.isTensor ? output.shape : [];
	if (!isFloatTensor(input) || !isFloatTensor(output)) {
		return 'its input and its output must be float32 tensors';
	}

	if (inputBatch === undefined || outputBatch === undefined) {
		return 'its input and output need a leading batch dimension';
	}

	if (!isFixed(inputDims) || !isFixed(outputDims)) {
		return `only the batch dimension may be free, not \`${format(inputDims)}\` or \`${format(outputDims)}\``;
	}

	if (typeof inputBatch === 'number' && inputBatch !== 1) {
		return `its batch dimension is fixed at \`${inputBatch}\`; it must be free, or 1`;
	}

	return {
		input: input.name,
		output: output.name,
		inputDims,
		outputDims,
		inputLength: product(inputDims),
		outputLength: product(outputDims),
		isBatchFixed: inputBatch === 1,
	};
}

const isFloatTensor = (value: InferenceSession.ValueMetadata) =>
	value.isTensor && value.type === 'float32';

const isFixed = (dims: ReadonlyArray<number | string>): dims is readonly number[] =>
	dims.every(dim => typeof dim === 'number');

const product = (dims: readonly number[]) => dims.reduce((total, dim) => total * dim, 1);

const format = (dims: ReadonlyArray<number | string>) => dims.join('×');
