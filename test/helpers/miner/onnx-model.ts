import {Buffer} from 'node:buffer';

/** A tensor that belongs to the model. */
export type Initializer = {
	readonly name: string;
	readonly dims: readonly number[];
	readonly data: Float32Array | BigInt64Array;
};

export type OnnxNode = {
	readonly op: string;
	readonly inputs: readonly string[];
	readonly outputs: readonly string[];
};

/** A name stands for a dimension that is free. */
export type OnnxValue = {
	readonly name: string;
	readonly dims: ReadonlyArray<number | string>;
	/** @default 'float32' */
	readonly type?: 'float32' | 'int64';
};

export type OnnxGraph = {
	readonly inputs: readonly OnnxValue[];
	readonly outputs: readonly OnnxValue[];
	readonly nodes: readonly OnnxNode[];
	readonly initializers?: readonly Initializer[];
};

/**
Encode a small ONNX model, opset 17, as bytes. Field numbers are from `onnx.proto3` of the ONNX project.
*/
export function encodeOnnxModel({
	inputs,
	outputs,
	nodes,
	initializers = [],
}: OnnxGraph): Uint8Array {
	const graph = [
		...nodes.map(node => bytesField(1, encodeNode(node))),
		textField(2, 'graph'),
		...initializers.map(initializer => bytesField(5, encodeTensor(initializer))),
		...inputs.map(value => bytesField(11, encodeValue(value))),
		...outputs.map(value => bytesField(12, encodeValue(value))),
	];
	const opset = [textField(1, ''), intField(2, 17)];
	return Buffer.concat([
		intField(1, 9),
		bytesField(7, Buffer.concat(graph)),
		bytesField(8, Buffer.concat(opset)),
	]);
}

export type ScaleOptions = {
	/** Numbers in a row. */
	readonly width?: number;
	readonly factor?: number;
	readonly batch?: number | string;
};

/**
Encode a model that multiplies a row by a factor.
*/
export function encodeScaleModel({
	width = 3,
	factor = 2,
	batch = 'batch',
}: ScaleOptions = {}): Uint8Array {
	return encodeOnnxModel({
		inputs: [{name: 'x', dims: [batch, width]}],
		outputs: [{name: 'y', dims: [batch, width]}],
		nodes: [{op: 'Mul', inputs: ['x', 'factor'], outputs: ['y']}],
		initializers: [{name: 'factor', dims: [1], data: Float32Array.of(factor)}],
	});
}

/**
Encode a model that gives each row back after multiplying it with the identity matrix many times over, so that it takes its time.
*/
export function encodeSlowModel({width = 256, layers = 20} = {}): Uint8Array {
	const identity = new Float32Array(width * width);
	for (let index = 0; index < identity.length; index += width + 1) {
		identity[index] = 1;
	}

	const name = (layer: number) => (layer === 0 ? 'x' : layer === layers ? 'y' : `h${layer}`);
	return encodeOnnxModel({
		inputs: [{name: 'x', dims: ['batch', width]}],
		outputs: [{name: 'y', dims: ['batch', width]}],
		nodes: Array.from({length: layers}, (_, layer) => ({
			op: 'MatMul',
			inputs: [name(layer), 'identity'],
			outputs: [name(layer + 1)],
		})),
		initializers: [{name: 'identity', dims: [width, width], data: identity}],
	});
}

/**
Encode a model that spreads each number over so many copies in memory before it gives it back.
*/
export function encodeGreedyModel({copies}: {readonly copies: number}): Uint8Array {
	return encodeOnnxModel({
		inputs: [{name: 'x', dims: ['batch', 1]}],
		outputs: [{name: 'y', dims: ['batch', 1]}],
		nodes: [
			{op: 'Tile', inputs: ['x', 'copies'], outputs: ['tiled']},
			{op: 'Slice', inputs: ['tiled', 'start', 'end', 'axis'], outputs: ['y']},
		],
		initializers: [
			{name: 'copies', dims: [2], data: BigInt64Array.of(1n, BigInt(copies))},
			{name: 'start', dims: [1], data: BigInt64Array.of(0n)},
			{name: 'end', dims: [1], data: BigInt64Array.of(1n)},
			{name: 'axis', dims: [1], data: BigInt64Array.of(1n)},
		],
	});
}

const types = {float32: 1, int64: 7} as const;

function encodeNode({op, inputs, outputs}: OnnxNode) {
	return Buffer.concat([
		...inputs.map(input => textField(1, input)),
		...outputs.map(output => textField(2, output)),
		textField(4, op),
	]);
}

function encodeTensor({name, dims, data}: Initializer) {
	return Buffer.concat([
		...dims.map(dim => intField(1, dim)),
		intField(2, data instanceof Float32Array ? types.float32 : types.int64),
		textField(8, name),
		bytesField(9, Buffer.from(data.buffer, data.byteOffset, data.byteLength)),
	]);
}

function encodeValue({name, dims, type = 'float32'}: OnnxValue) {
	const shape = dims.map(dim =>
		bytesField(1, typeof dim === 'number' ? intField(1, dim) : textField(2, dim)),
	);
	const tensor = [intField(1, types[type]), bytesField(2, Buffer.concat(shape))];
	return Buffer.concat([textField(1, name), bytesField(2, bytesField(1, Buffer.concat(tensor)))]);
}

/** Protocol Buffers' wire format: https://protobuf.dev/programming-guides/encoding */
export const intField = (field: number, value: number) =>
	Buffer.concat([varint(field * 8), varint(value)]);

export const bytesField = (field: number, value: Uint8Array) =>
	Buffer.concat([varint(field * 8, 2), varint(value.length), value]);

export const textField = (field: number, value: string) => bytesField(field, Buffer.from(value));

function varint(value: number, wireType = 0) {
	const bytes: number[] = [];
	let rest = value + wireType;
	while (rest >= 128) {
		bytes.push((rest % 128) + 128);
		rest = Math.floor(rest / 128);
	}

	return Buffer.from([...bytes, rest]);
}
