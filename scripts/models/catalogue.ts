import {readFile, stat, writeFile} from 'node:fs/promises';
import process from 'node:process';
import {loadLocalEngine} from '../../src/gpu/onnx/local-engine.ts';
import {evaluateModel} from '../../src/models/evaluate-model.ts';
import type {CatalogueEntry} from '../../src/models/parse-catalogue.ts';
import {hashFile} from '../../src/models/verify-model.ts';
import {createRandom} from '../../src/support/random.ts';
import {taskById} from '../../src/tasks/registry.ts';
import type {TaskId} from '../../src/tasks/task.ts';

export type CatalogueOptions = {
	/** The models' folder. */
	readonly directory: string;
	/** What `train.py` wrote about each model: its parameters. */
	readonly report: string;
};

type Recipe = Pick<CatalogueEntry, 'name' | 'task' | 'description'>;

/** Measure the trained models and write the catalogue. All models of a task get the same questions. */
export async function writeCatalogue({directory, report}: CatalogueOptions): Promise<void> {
	const recipes = (await readJson(new URL('recipes.json', import.meta.url))) as Recipe[];
	const trained = (await readJson(report)) as Record<string, {readonly parameters: number}>;
	const models: CatalogueEntry[] = [];
	for (const {name, task, description} of recipes) {
		const file = `${name}.onnx`;
		const path = `${directory}/${file}`;
		const score = await measure(path, task);
		process.stdout.write(`${name} ${score}\n`);
		models.push({
			name,
			task,
			format: 'tensor',
			path: file,
			files: [{file, bytes: (await stat(path)).size, sha256: await hashFile(path)}],
			parameters: trained[name]!.parameters,
			heldOutScore: score,
			description,
			madeBy: 'scripts/models/make.ts of this repository, trained from nothing',
			license: 'MIT',
			trainedOn: sources[task]!,
			rival: name.startsWith('rivals/'),
		});
	}

	const text = JSON.stringify({version: 1, models}, undefined, '\t');
	await writeFile(`${directory}/catalogue.json`, `${text}\n`);
}

async function measure(model: string, task: TaskId): Promise<number> {
	const engine = await loadLocalEngine(model);
	const {score} = await evaluateModel({
		engine,
		task: taskById(task)!,
		random: createRandom(2026),
		questions: 4000,
		batchSize: 50,
	});
	await engine.close();
	return Math.round(score * 1e4) / 1e4;
}

async function readJson(file: string | URL): Promise<unknown> {
	return JSON.parse(await readFile(file, 'utf8'));
}

const sources: Partial<Record<TaskId, string>> = {
	image:
		'the first 1200 digits of "Optical Recognition of Handwritten Digits" (E. Alpaydin and C. Kaynak, UCI Machine Learning Repository, 1998, https://doi.org/10.24432/C50P49, CC BY 4.0), rendered like image queries',
	data: 'generated series',
};
