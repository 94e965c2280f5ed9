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
const loadedLanguage = {
	type: 'loaded-language',
	engine: 'onnxruntime 1.30.0 (cpu)',
	provider: 'cpu',
	notes: [],
	capabilities: ['generate'],
	context: 256,
	capacity: 32,
};

test.each([
	{type: 'load', format: 'tensor', model: '/m.onnx', device: 'auto', threads: 3},
	{type: 'load', format: 'tensor', model: '/m.onnx', device: 'cuda', threads: 0},
	{type: 'load', format: 'gguf', model: '/m.gguf', device: 'cuda:1', threads: 1},
	{type: 'run', id: 1, rows: 1, slot: 0, data},
	{
		type: 'begin',
		texts: [
			{type: 'generate', id: 1, prompt: 'Once', maxTokens: 8, seed: 7},
			{
				type: 'generate',
				id: 2,
				prompt: [{role: 'user', content: 'Hello'}],
				maxTokens: 8,
				temperature: 0.7,
				topP: 0.9,
				stop: ['\n'],
				seed: 7,
			},
			{type: 'embed', id: 3, text: 'Once'},
		],
	},
	{type: 'cancel', id: 1},
	{type: 'memory'},
])('an engine understands $type', message => {
	expect(parseToEngine(message)).toEqual(message);
});

test.each([
	undefined,
	'load',
	{},
	{type: 'unload'},
	{type: 'load', format: 'tensor', model: 7, device: 'auto', threads: 3},
	{type: 'load', format: 'tensor', model: '/m.onnx', device: 'tpu', threads: 3},
	{type: 'load', format: 'tensor', model: '/m.onnx', device: 'cpu', threads: 1.5},
	{type: 'load', format: 'pickle', model: '/m', device: 'cpu', threads: 1},
	{type: 'begin', texts: [{type: 'generate', id: 1, prompt: 'Once', maxTokens: 8}]},
	{
		type: 'begin',
		texts: [
			{type: 'generate', id: 1, prompt: [{role: 'tool', content: ''}], maxTokens: 8, seed: 7},
		],
	},
	{type: 'begin', texts: [{type: 'generate', id: 1, prompt: 'Once', maxTokens: -1, seed: 7}]},
	{
		type: 'begin',
		texts: [{type: 'generate', id: 1, prompt: 'Once', maxTokens: 8, seed: 7, topP: 2}],
	},
	{
		type: 'begin',
		texts: [{type: 'generate', id: 1, prompt: 'Once', maxTokens: 8, seed: 7, temperature: -1}],
	},
	{type: 'begin', texts: [{type: 'embed', id: 1}]},
	{type: 'run', id: -1, rows: 1, slot: 0, data},
	{type: 'run', id: 1, rows: '1', slot: 0, data},
	{type: 'run', id: 1, rows: 1, slot: 0, data: [1, 2]},
])('%j is no message to an engine', message => {
	expect(() => parseToEngine(message)).toThrow();
});

test.each([
	loaded,
	{type: 'refused', cause: 'bad-model', problem: 'it is none'},
	{type: 'refused', cause: 'no-runtime', problem: 'it is not installed'},
	{type: 'refused', cause: 'no-device', problem: 'it is not there'},
	{type: 'ran', id: 1, slot: 0, data},
	{type: 'failed', id: 1, isOutOfMemory: true, problem: 'bad_alloc'},
	loadedLanguage,
	{
		type: 'parts',
		parts: [
			{kind: 'text', id: 1, text: 'upon'},
			{kind: 'text-end', id: 1, reason: 'stop', promptTokens: 1, tokens: 2},
			{kind: 'vector', id: 2, vector: data, tokens: 1},
			{kind: 'failed', id: 3, cause: 'too-long', problem: 'it has 9 tokens'},
		],
	},
	{type: 'memory', bytes: 1},
])('an answer of an engine is read: $type', message => {
	expect(parseFromEngine(message)).toEqual(message);
});

test.each([
	undefined,
	'hello',
	{type: 'load', format: 'tensor', model: '/m.onnx', device: 'auto', threads: 3},
	{...loaded, provider: 'auto'},
	{...loaded, inputDims: ['batch']},
	{...loaded, outputDims: 2},
	{...loaded, engine: undefined},
	{...loaded, notes: [7]},
	{type: 'refused', cause: 'mood', problem: ''},
	{type: 'refused', cause: 'bad-model'},
	{type: 'ran', id: 1, slot: 0, data: new Uint8Array(8)},
	{type: 'failed', id: 1, isOutOfMemory: 'yes', problem: ''},
	{type: 'failed', id: 1, isOutOfMemory: true},
	{...loadedLanguage, capabilities: ['tensor']},
	{type: 'parts', parts: [{kind: 'text', id: 1, text: ''}]},
	{type: 'parts', parts: [{kind: 'text-end', id: 1, reason: 'mood', promptTokens: 1, tokens: 2}]},
	{type: 'parts', parts: [{kind: 'vector', id: 1, vector: [1, 2], tokens: 1}]},
	{type: 'parts', parts: [{kind: 'failed', id: 1, cause: 'mood', problem: ''}]},
	{type: 'memory', bytes: -1},
])('%j is no answer of an engine', message => {
	expect(() => parseFromEngine(message)).toThrow();
});
