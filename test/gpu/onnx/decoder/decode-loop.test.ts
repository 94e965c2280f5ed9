import {expect, test} from 'vitest';
import type {LanguageModel} from '../../../../src/gpu/language/language-model.ts';
import {createDecoderLoop} from '../../../../src/gpu/onnx/decoder/decoder.ts';
import {createForward, type Forward} from '../../../../src/gpu/onnx/decoder/forward.ts';
import {readModelFolder} from '../../../../src/gpu/onnx/decoder/model-folder.ts';
import {createTextModel} from '../../../../src/gpu/onnx/decoder/text-model.ts';
import {fixtureFolder} from '../../../helpers/language/load-fixture.ts';
import {openFixtureDecoder} from '../../../helpers/language/open-decoder.ts';

/** Make texts with a model whose passes fail if one of their rows has so many tokens. */
async function openModel(most = Infinity): Promise<LanguageModel> {
	const {runtime, session, shape} = await openFixtureDecoder();
	const {prefill, step} = createForward({runtime, session}, shape);
	const check = (lengths: readonly number[]) => {
		if (Math.max(...lengths) >= most) {
			throw new Error('indices element out of data bounds');
		}
	};

	const forward: Forward = {
		async prefill(prompts) {
			check(prompts.map(({length}) => length));
			return prefill(prompts);
		},
		async step(cache, rows) {
			check(rows.map(({used}) => used));
			return step(cache, rows);
		},
	};
	return createTextModel({
		engine: 'test',
		provider: 'cpu',
		notes: [],
		capacity: 16,
		folder: {...(await readModelFolder(fixtureFolder('decoder'))), endIds: new Set()},
		loop: createDecoderLoop({runtime, shape}, {forward, capacity: 16}),
		release: async () => undefined,
	});
}

type Request = {readonly length: number; readonly maxTokens: number};

async function make(model: LanguageModel, {length, maxTokens}: Request) {
	let text = '';
	const generated = await model.generate(
		{prompt: 'x'.repeat(length), maxTokens, temperature: 0.9, seed: length},
		{
			onText(piece) {
				text += piece;
			},
		},
	);
	return {text, generated};
}

const failed = {ok: false, cause: 'failed', problem: 'indices element out of data bounds'};

test('a text whose pass fails ends, and those that shared it come out as if alone', async () => {
	const [model, sound] = [await openModel(40), await openModel()];
	// In the step in which the second fails, the first and the fourth end, and the last one joins.
	const requests = [
		{length: 5, maxTokens: 6},
		{length: 36, maxTokens: 20},
		{length: 33, maxTokens: 8},
		{length: 6, maxTokens: 6},
		{length: 45, maxTokens: 3},
	];
	const late = {length: 30, maxTokens: 5};
	let joined: ReturnType<typeof make> | undefined;
	const made = await Promise.all(
		requests.map(async request => {
			const one = await make(model, request);
			if (request.length === 36) {
				joined = make(model, late);
			}

			return one;
		}),
	);

	expect(made[1]!.generated).toEqual(failed);
	expect(made[4]).toEqual({text: '', generated: failed});
	for (const index of [0, 2, 3]) {
		expect(made[index]).toEqual(await make(sound, requests[index]!));
	}

	expect(await joined).toEqual(await make(sound, late));
});
