import {expect, test} from 'vitest';
import {readModelShape} from '../../../src/gpu/onnx/model-shape.ts';

type Metadata = Parameters<typeof readModelShape>[0];

const tensor = (name: string, shape: ReadonlyArray<number | string>, type = 'float32') => ({
	isTensor: true,
	name,
	shape,
	type,
});

const read = (inputs: readonly unknown[], outputs: readonly unknown[]) =>
	readModelShape({inputMetadata: inputs, outputMetadata: outputs} as Metadata);

const x = tensor('x', ['batch', 28, 28]);
const y = tensor('y', ['batch', 10]);

test('a model of one input and one output with a free batch dimension has a shape', () => {
	expect(read([x], [y])).toEqual({
		input: 'x',
		output: 'y',
		inputDims: [28, 28],
		outputDims: [10],
		inputLength: 784,
		outputLength: 10,
		isBatchFixed: false,
	});
	expect(read([tensor('x', [1, 3])], [tensor('y', [1])])).toMatchObject({
		inputLength: 3,
		outputLength: 1,
		isBatchFixed: true,
	});
});

test.each([
	['without inputs', [], [y], 'it has 0 inputs and 1 outputs, and needs one of each'],
	['without outputs', [x], [], 'it has 1 inputs and 0 outputs, and needs one of each'],
	['of two inputs', [x, x], [y], 'it has 2 inputs and 1 outputs, and needs one of each'],
	['of two outputs', [x], [y, y], 'it has 1 inputs and 2 outputs, and needs one of each'],
	[
		'of whole numbers',
		[tensor('x', ['n', 2], 'int64')],
		[y],
		'its input and its output must be float32 tensors',
	],
	[
		'that answers whole numbers',
		[x],
		[tensor('y', ['n', 2], 'int64')],
		'its input and its output must be float32 tensors',
	],
	[
		'that takes no tensor',
		[{isTensor: false, name: 'x'}],
		[y],
		'its input and its output must be float32 tensors',
	],
	[
		'that takes a scalar',
		[tensor('x', [])],
		[y],
		'its input and output need a leading batch dimension',
	],
	[
		'that answers a scalar',
		[x],
		[tensor('y', [])],
		'its input and output need a leading batch dimension',
	],
	[
		'with a second free dimension',
		[tensor('x', ['n', 'length', 2])],
		[y],
		'only the batch dimension may be free, not `length×2` or `10`',
	],
	[
		'with a second free dimension of its answers',
		[x],
		[tensor('y', ['n', 'length'])],
		'only the batch dimension may be free, not `28×28` or `length`',
	],
	[
		'of a fixed batch',
		[tensor('x', [4, 2])],
		[tensor('y', [4, 2])],
		'its batch dimension is fixed at `4`; it must be free, or 1',
	],
])('a model %s is told what is wrong with it', (_, inputs, outputs, problem) => {
	expect(read(inputs, outputs)).toBe(problem);
});
