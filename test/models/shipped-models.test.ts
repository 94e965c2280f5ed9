import {readdir} from 'node:fs/promises';
import {relative} from 'node:path';
import {fileURLToPath} from 'node:url';
import {afterAll, beforeAll, expect, test} from 'vitest';
import type {RowShape, WorkEngine} from '../../src/gpu/engine.ts';
import {listParts} from '../../src/gpu/find-format.ts';
import {loadLocalModel} from '../../src/gpu/local-model.ts';
import {isSameShape} from '../../src/gpu/need.ts';
import {loadOnnxSession, type OnnxSession} from '../../src/gpu/onnx/onnx-session.ts';
import {concatRows, splitRows} from '../../src/gpu/onnx/rows.ts';
import {listModels, listRivals, readCatalogue, type Catalogue} from '../../src/models/catalogue.ts';
import {evaluateModel} from '../../src/models/evaluate-model.ts';
import {findModel} from '../../src/models/find-model.ts';
import {shippedModelsDirectory} from '../../src/models/shipped.ts';
import {verifyModel} from '../../src/models/verify-model.ts';
import {createRandom} from '../../src/support/random.ts';
import type {Kinded} from '../../src/tasks/join-kinds.ts';
import {minableTasks, taskById} from '../../src/tasks/registry.ts';
import type {Task, TaskId} from '../../src/tasks/task.ts';

const directory = shippedModelsDirectory(
	fileURLToPath(new URL('../../bin/btop.tsx', import.meta.url)),
);
const isLanguage = ({needs}: Task) => Object.values(needs).some(({kind}) => kind === 'generate');
const languageTasks = minableTasks.filter(task => isLanguage(task));
const otherTasks = minableTasks.filter(task => !isLanguage(task));
/** The models of rows, by their paths. */
const sessions = new Map<string, OnnxSession>();
let catalogue: Catalogue;

beforeAll(async () => {
	catalogue = await readCatalogue({directory});
	for (const model of otherTasks.flatMap(({id}) => namesOf(id).flatMap(name => filesOf(name)))) {
		const loaded = await loadOnnxSession({model, device: 'cpu', threads: 1});
		if (!loaded.ok) {
			throw new Error(`${model}: ${loaded.problem}`);
		}

		sessions.set(model, loaded.session);
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

/** List the files of a model, or of its parts, that turn rows into rows. */
function filesOf(name: string): readonly string[] {
	const {path: model, format} = catalogue.find(one => one.name === name)!;
	const parts = format === 'parts' ? listParts(model) : [model];
	return parts.filter(part => part.endsWith('.onnx'));
}

/** Get what a task asks a model for, with the rows of some questions. */
async function getRows(
	task: Task,
	{kind, shape}: {readonly kind: string; readonly shape: RowShape},
) {
	const random = createRandom(7);
	const rows: Float32Array[] = [];
	const engine: WorkEngine = {
		async *run(work) {
			if (work.kind === 'tensor' && work.shape === shape) {
				rows.push(work.input);
			}

			yield {kind: 'refused', reason: 'closed'};
		},
	};
	while (rows.length < 33) {
		const {question} = task.ask(random);
		if ((question as Kinded).kind === kind) {
			await task.answer(question, engine);
		}
	}

	return rows.slice(0, 33);
}

async function measure(name: string, task: Task) {
	const engine = await loadLocalModel(catalogue.find(model => model.name === name)!.path);
	const evaluation = await evaluateModel({
		engine,
		task,
		random: createRandom(99),
		questions: 500,
		concurrency: 50,
	});
	await engine.close();
	return evaluation;
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

test.each(otherTasks)('models of the task $id can answer all of its kinds of questions', task => {
	for (const name of namesOf(task.id)) {
		const shapes = filesOf(name).map(file => sessions.get(file)!.shape);
		const needs = Object.values(task.needs).filter(need => need.kind === 'tensor');

		expect(shapes.map(({input, output}) => [input, output])).toEqual(
			shapes.map(() => ['input', 'output']),
		);
		expect(shapes.every(({isBatchFixed}) => !isBatchFixed)).toBe(true);
		expect(needs.filter(need => shapes.every(shape => !isSameShape(shape, need)))).toEqual([]);
		expect(shapes).toHaveLength(needs.length);
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

test.each(otherTasks)(
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
			const engine = await loadLocalModel(path);
			const {score, scoreError, refused} = await evaluateModel({
				engine,
				task,
				random: createRandom(99),
				questions: 96,
				concurrency: 32,
			});
			await engine.close();

			expect(refused).toBe(0);
			expect(Math.abs(score - heldOutScore), name).toBeLessThan(4 * scoreError);
		}
	},
);

const rowKinds = otherTasks.flatMap(task =>
	Object.entries(task.needs).flatMap(([kind, shape]) =>
		shape.kind === 'tensor' ? [{task, kind, shape}] : [],
	),
);

test.each(rowKinds)(
	'answers to $kind do not depend on batch-mates',
	async ({task, kind, shape}) => {
		const rows = await getRows(task, {kind, shape});
		for (const name of namesOf(task.id)) {
			const {run} = filesOf(name)
				.map(file => sessions.get(file)!)
				.find(session => isSameShape(session.shape, shape))!;
			const runAll = async (inputs: readonly Float32Array[]) =>
				splitRows(await run(concatRows(inputs), inputs.length), inputs.length);
			const together = await runAll(rows);
			const [alone] = await runAll(rows.slice(0, 1));
			const others = await runAll([rows[0]!, ...rows.slice(1).toReversed()]);

			expect(others[0]).toEqual(together[0]);
			for (const [index, value] of alone!.entries()) {
				expect(value).toBeCloseTo(together[0]![index]!, 4);
			}
		}
	},
);
