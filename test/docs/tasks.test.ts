import {readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {largest} from '../../docs/examples/largest.ts';
import {loadLocalModel} from '../../src/gpu/local-model.ts';
import {evaluateModel} from '../../src/models/evaluate-model.ts';
import {createRandom} from '../../src/support/random.ts';
import {digits} from '../../src/tasks/image/digits/digits.ts';
import {joinKinds, type QuestionKind} from '../../src/tasks/join-kinds.ts';
import type {Task} from '../../src/tasks/task.ts';
import {encodeScaleModel} from '../helpers/miner/onnx-model.ts';
import {makeTemporaryFolder} from '../helpers/temporary-folder.ts';

const kinds = [largest as QuestionKind, digits as QuestionKind];

/** Score a model that repeats five numbers, or their negatives. */
async function evaluate(factor: number, asked: readonly QuestionKind[]) {
	const model = path.join(await makeTemporaryFolder('tasks'), 'scale.onnx');
	await writeFile(model, encodeScaleModel({width: 5, factor}));
	const engine = await loadLocalModel(model);
	onTestFinished(engine.close);
	const task = joinKinds({id: 'data', path: '/data', kinds: asked}) as Task;
	return evaluateModel({engine, task, random: createRandom(1), questions: 50});
}

test('the page shows the file that is tested', async () => {
	const page = await readFile('docs/tasks.md', 'utf8');
	const [, code] = /```ts\n\/\/ docs\/examples\/largest\.ts\n(?<code>.*?)```/sv.exec(page) ?? [];

	expect(code).toBe(await readFile('docs/examples/largest.ts', 'utf8'));
});

test('its questions are answered by a model, and scored', async () => {
	expect(await evaluate(2, kinds.slice(0, 1))).toMatchObject({score: 1, refused: 0});
	expect(await evaluate(-2, kinds.slice(0, 1))).toMatchObject({score: 0, refused: 0});
});

test('joined with another kind, a model that lacks that one scores nothing there', async () => {
	const {score, refused} = await evaluate(2, kinds);

	expect(refused).toBeGreaterThan(10);
	expect(score).toBe((50 - refused) / 50);
});

test.each([
	[largest.parseQuestion, [{}, {numbers: [1, 2, 3, 4]}, {numbers: [1, 2, 3, 4, 101]}]],
	[largest.parseAnswer, [{}, {place: 5}, {place: 0.5}, {place: 1, sure: true}]],
])('what makes no sense is refused', (parse, values) => {
	for (const value of values) {
		expect(parse(value).ok).toBe(false);
	}
});
