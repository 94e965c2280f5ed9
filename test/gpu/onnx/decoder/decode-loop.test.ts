import {expect, test} from 'vitest';
import type {LanguageModel} from '../../../../src/gpu/language/language-model.ts';
import {createDecoderLoop} from '../../../../src/gpu/onnx/decoder/decoder.ts';
import {createForward, type Forward} from '../../../../src/gpu/onnx/decoder/forward.ts';
import {readModelFolder} from '../../../../src/gpu/onnx/decoder/model-folder.ts';
import {createTextModel} from '../../../../src/gpu/onnx/decoder/text-model.ts';
import {fixtureFolder} from '../../../helpers/language/load-fixture.ts';
import {openFixtureDecoder} from '../../../helpers/language/open-decoder.ts';

type ModelOptions = {
	/** A pass fails if one of its rows has so many tokens. @default Infinity */
	readonly most?: number;
	/** @default Infinity */
	readonly mostPerPass?: number;
	/** Called with the lengths of prompts that are read in a pass. */
	readonly onPrefill?: (lengths: readonly number[]) => void;
};

async function openModel({
	most = Infinity,
	mostPerPass,
	onPrefill,
}: ModelOptions = {}): Promise<LanguageModel> {
	const {runtime, session, shape} = await openFixtureDecoder();
	const {prefill, step} = createForward({runtime, session}, shape);
	const check = (lengths: readonly number[]) => {
		if (Math.max(...lengths) >= most) {
			throw new Error('indices element out of data bounds');
		}
	};

	const forward: Forward = {
		async prefill(prompts) {
			const lengths = prompts.map(({length}) => length);
			onPrefill?.(lengths);
			check(lengths);
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
		loop: createDecoderLoop({runtime, shape}, {forward, capacity: 16, mostPerPass}),
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
	const [model, sound] = [await openModel({most: 40}), await openModel()];
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

test('of prompts that come together, short ones are read first, as many in a pass as fit', async () => {
	const passes: Array<readonly number[]> = [];
	const ended: number[] = [];
	const model = await openModel({
		mostPerPass: 24,
		onPrefill(lengths) {
			passes.push(lengths);
		},
	});
	await Promise.all(
		[30, 8, 11, 23, 7, 12].map(async length => {
			await make(model, {length, maxTokens: 1});
			ended.push(length);
		}),
	);

	expect(passes).toEqual([[7, 8], [11, 12], [23], [30]]);
	expect(ended).toEqual([7, 8, 11, 12, 23, 30]);
});
