import type {LoadLanguageModel} from '../language/language-model.ts';
import type {ModelFormat} from './engine-messages.ts';
import {serveLanguage} from './serve-language.ts';
import {serveTensor} from './serve-tensor.ts';
import type {LoadService} from './service.ts';

/**
Load and serve language models of one format.

@param importLoader Imports what loads them, and its runtime.
*/
export const languageService =
	(importLoader: () => Promise<LoadLanguageModel>): LoadService =>
	async load => {
		const loadModel = await importLoader();
		const loaded = await loadModel(load);
		return loaded.ok ? {ok: true, service: serveLanguage(loaded.model)} : loaded;
	};

/**
How a process loads and serves each format of models. Only the runtime of that format is imported: the others may be absent, and take memory.
*/
export const services: Readonly<Record<ModelFormat, LoadService>> = {
	async tensor(load) {
		const {loadOnnxSession} = await import('../onnx/onnx-session.ts');
		const loaded = await loadOnnxSession(load);
		return loaded.ok ? {ok: true, service: serveTensor(loaded.session)} : loaded;
	},
	decoder: languageService(async () => {
		const {loadDecoder} = await import('../onnx/decoder/load-decoder.ts');
		return loadDecoder;
	}),
	gguf: languageService(async () => {
		const {loadLlamaModel} = await import('../llama/load-llama-model.ts');
		return loadLlamaModel;
	}),
};
