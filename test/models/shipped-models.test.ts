import {readdir} from 'node:fs/promises';
import {relative} from 'node:path';
import {fileURLToPath} from 'node:url';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {createBatchedEngine} from '../../src/gpu/batch/batched-engine.ts';
import {createBatcher} from '../../src/gpu/batch/batcher.ts';
import {loadLocalLanguageEngine} from '../../src/gpu/language/local-language-engine.ts';
import {loadOnnxSession, type OnnxSession} from '../../src/gpu/onnx/onnx-session.ts';
import {concatRows, splitRows} from '../../src/gpu/onnx/rows.ts';
import {listModels, listRivals, readCatalogue, type Catalogue} from '../../src/models/catalogue.ts';
import {evaluateModel} from '../../src/models/evaluate-model.ts';
import {findModel} from '../../src/models/find-model.ts';
import {shippedModelsDirectory} from '../../src/models/shipped.ts';
import {verifyModel} from '../../src/models/verify-model.ts';
import {createRandom} from '../../src/support/random.ts';
import {minableTasks, taskById} from '../../src/tasks/registry.ts';
import type {Task, TaskId} from '../../src/tasks/task.ts';

const directory = shippedModelsDirectory(
	fileURLToPath(new URL('../../bin/btop.tsx', import.meta.url)),
);
const tensorTasks = minableTasks.filter(({model}) => model.kind === 'tensor');
const languageTasks = minableTasks.filter(({model}) => model.kind === 'generate');
const sessions = new Map<string, OnnxSession>();
let catalogue: Catalogue;

beforeAll(async () => {
	catalogue = await readCatalogue({directory});
	const tensorModels = catalogue.filter(({format}) => format === 'tensor');
	for (const {name, path} of tensorModels) {
		const loaded = await loadOnnxSession({model: path, device: 'cpu', threads: 1});
		if (!loaded.ok) {
			throw new Error(`${name}: ${loaded.problem}`);
		}

		sessions.set(name, loaded.session);
	}
});

afterAll(async () => {
	for (const session of sessions.values()) {
		await session.close();
	}
});

function namesOf(task: TaskId): readonly string[] {
	return catalogue.filter(model => model.task === task).map(({name}) => name);
}

async function run(name: string, rows: readonly Float32Array[]) {
	return splitRows(await sessions.get(name)!.run(concatRows(rows), rows.length), rows.length);
}

/** Get what a task asks a model for a question. */
async function getInput({answer}: Task, question: unknown) {
	const asked = Promise.withResolvers<Float32Array>();
	await answer(question, {
		async *run(work) {
			if (work.kind === 'tensor') {
				asked.resolve(work.input);
			}

			yield {kind: 'refused', reason: 'closed'};
		},
	});
	return asked.promise;
}

async function measure(name: string, task: Task) {
	return evaluateModel({
		engine: createBatchedEngine(createBatcher({lanes: [async rows => run(name, rows)]})),
		task,
		random: createRandom(99),
		questions: 250,
		batchSize: 50,
	});
}

test('every file in the folder of models is one of the catalogue, as described, and all take 25 MB at most', async () => {
	const found = await readdir(directory, {recursive: true});

	expect(found.filter(file => file.endsWith('.onnx')).toSorted()).toEqual(
		catalogue
			.flatMap(({files}) => files.map(file => relative(directory, file.path)))
			.filter(file => file.endsWith('.onnx'))
			.toSorted(),
	);
	for (const {name, path, format, files: expected} of catalogue) {
		await verifyModel({name, path, format, expected});
	}

	const total = catalogue.reduce((sum, {bytes}) => sum + bytes, 0);
	expect(total).toBeLessThan(25_000_000);
});

test.each(tensorTasks)('models of the task $id have its dimensions', ({id, ...task}) => {
	for (const name of namesOf(id)) {
		const {input, output, inputDims, outputDims, isBatchFixed} = sessions.get(name)!.shape;

		expect({input, output, isBatchFixed}).toEqual({
			input: 'input',
			output: 'output',
			isBatchFixed: false,
		});
		expect(task.model).toEqual({kind: 'tensor', inputDims, outputDims});
	}
});

test.each(minableTasks)(
	'for the task $id the operator’s best beats all rivals, and the tiny model only the weak ones',
	({id}) => {
		const rivals = listRivals(catalogue, {task: id}).map(({heldOutScore}) => heldOutScore);
		const [base, small, tiny] = listModels(catalogue, {task: id});

		expect([base!.name, small!.name, tiny!.name]).toEqual([
			`${id}-base`,
			`${id}-small`,
			`${id}-tiny`,
		]);
		expect(rivals).toHaveLength(6);
		expect(base!.heldOutScore).toBeGreaterThan(rivals.at(-1)! + 0.05);
		expect(tiny!.heldOutScore).toBeGreaterThan(rivals[0]!);
		expect(tiny!.heldOutScore).toBeLessThan((rivals[0]! + rivals.at(-1)!) / 2);
		for (const [index, rival] of rivals.slice(1).entries()) {
			expect(rival).toBeGreaterThan(rivals[index]! + 0.01);
		}
	},
);

test.each(tensorTasks)(
	'models of the task $id score on fresh questions what the catalogue says',
	async ({id}) => {
		for (const name of namesOf(id)) {
			const {heldOutScore} = findModel(catalogue, {task: id, name});
			const {score, scoreError, refused} = await measure(name, taskById(id)!);

			expect(refused).toBe(0);
			// Four standard errors: a true figure falls outside once in 16,000 samples, and the seed is fixed.
			expect(Math.abs(score - heldOutScore), name).toBeLessThan(4 * scoreError);
		}
	},
);

test.each(languageTasks)(
	'the best and the worst model of the task $id score on fresh questions what the catalogue says',
	async task => {
		for (const name of [`${task.id}-base`, `${task.id}-tiny`]) {
			const {path, heldOutScore} = findModel(catalogue, {task: task.id, name});
			const engine = await loadLocalLanguageEngine(path);
			const {score, scoreError, refused} = await evaluateModel({
				engine,
				task,
				random: createRandom(99),
				questions: 96,
				batchSize: 32,
			});
			await engine.close();

			expect(refused).toBe(0);
			expect(Math.abs(score - heldOutScore), name).toBeLessThan(4 * scoreError);
		}
	},
);

test.each(tensorTasks)('answers to the task $id do not depend on batch-mates', async task => {
	const random = createRandom(7);
	const questions = Array.from({length: 33}, () => task.ask(random).question);
	const rows = await Promise.all(questions.map(async question => getInput(task, question)));
	for (const name of namesOf(task.id)) {
		const together = await run(name, rows);
		const [alone] = await run(name, rows.slice(0, 1));
		const others = await run(name, [rows[0]!, ...rows.slice(1).toReversed()]);

		expect(others[0]).toEqual(together[0]);
		for (const [index, value] of alone!.entries()) {
			expect(value).toBeCloseTo(together[0]![index]!, 4);
		}
	}
});
