import {expect, test} from 'vitest';
import {parseFromEngine, parseToEngine} from '../../../src/gpu/process/engine-messages.ts';

const data = Float32Array.of(1, 2);
const loaded = {
	type: 'loaded',
	engine: 'onnxruntime 1.30.0 (cpu)',
	provider: 'cpu',
	inputDims: [2],
	outputDims: [2],
	notes: ['`cuda` was not taken'],
};

test.each([
	{type: 'load', model: '/m.onnx', device: 'auto', threads: 3},
	{type: 'load', model: '/m.onnx', device: 'cuda', threads: 0},
	{type: 'run', id: 1, rows: 1, data},
	{type: 'memory'},
])('an engine understands $type', message => {
	expect(parseToEngine(message)).toEqual(message);
});

test.each([
	undefined,
	'load',
	{},
	{type: 'unload'},
	{type: 'load', model: 7, device: 'auto', threads: 3},
	{type: 'load', model: '/m.onnx', device: 'tpu', threads: 3},
	{type: 'load', model: '/m.onnx', device: 'cpu', threads: 1.5},
	{type: 'run', id: -1, rows: 1, data},
	{type: 'run', id: 1, rows: '1', data},
	{type: 'run', id: 1, rows: 1, data: [1, 2]},
])('%j is no message to an engine', message => {
	expect(() => parseToEngine(message)).toThrow();
});

test.each([
	loaded,
	{type: 'refused', cause: 'bad-model', problem: 'it is none'},
	{type: 'refused', cause: 'no-runtime', problem: 'it is not installed'},
	{type: 'refused', cause: 'no-device', problem: 'it is not there'},
	{type: 'ran', id: 1, data},
	{type: 'failed', id: 1, isOutOfMemory: true, problem: 'bad_alloc'},
	{type: 'memory', bytes: 1},
])('an answer of an engine is read: $type', message => {
	expect(parseFromEngine(message)).toEqual(message);
});

test.each([
	undefined,
	'hello',
	{type: 'load', model: '/m.onnx', device: 'auto', threads: 3},
	{...loaded, provider: 'auto'},
	{...loaded, inputDims: ['batch']},
	{...loaded, outputDims: 2},
	{...loaded, engine: undefined},
	{...loaded, notes: [7]},
	{type: 'refused', cause: 'mood', problem: ''},
	{type: 'refused', cause: 'bad-model'},
	{type: 'ran', id: 1, data: new Uint8Array(8)},
	{type: 'failed', id: 1, isOutOfMemory: 'yes', problem: ''},
	{type: 'failed', id: 1, isOutOfMemory: true},
	{type: 'memory', bytes: -1},
])('%j is no answer of an engine', message => {
	expect(() => parseFromEngine(message)).toThrow();
});
