import {readdir, readFile, stat, writeFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {loadLocalModel} from '../../src/gpu/local-model.ts';
import {evaluateModel} from '../../src/models/evaluate-model.ts';
import {publicSeed} from '../../src/models/measure-model.ts';
import type {CatalogueEntry} from '../../src/models/parse-catalogue.ts';
import {hashFile} from '../../src/models/verify-model.ts';
import {createRandom} from '../../src/support/random.ts';
import {taskById} from '../../src/tasks/registry.ts';
import type {TaskId} from '../../src/tasks/task.ts';

export type CatalogueOptions = {
	/** The models' folder. */
	readonly directory: string;
	/** What `train.py` wrote about each model or part: its parameters. */
	readonly report: string;
	/** How many questions to ask a model at most. */
	readonly most: number;
};

type Recipe = Pick<CatalogueEntry, 'name' | 'task' | 'description'>;

/** One training of a language model, and what else comes of it. */
type Training = Recipe & {readonly also: ReadonlyArray<Omit<Recipe, 'task'>>};

/** Measure the trained models and write the catalogue. All models of a task get the same questions. */
export async function writeCatalogue({directory, report, most}: CatalogueOptions): Promise<void> {
	const trained = (await readJson(report)) as Record<string, {readonly parameters: number}>;
	const models: CatalogueEntry[] = [];
	for (const recipe of await readRecipes()) {
		const {name, task, description} = recipe;
		const place = await findFiles(recipe, directory);
		const questions = Math.min(languageTasks.has(task) ? 1000 : 4000, most);
		const score = await measure(`${directory}/${place.path}`, {task, questions});
		process.stdout.write(`${name} ${score}\n`);
		models.push({
			name,
			task,
			...place,
			parameters: Object.entries(trained)
				.filter(([part]) => part === name || part.startsWith(`${name}/`))
				.reduce((sum, [, {parameters}]) => sum + parameters, 0),
			heldOutScore: score,
			description,
			madeBy: 'scripts/models/make.ts of this repository, trained from nothing',
			license: 'MIT',
			trainedOn: sources[task],
			rival: name.startsWith('rivals/'),
		});
	}

	const text = JSON.stringify({version: 1, models}, undefined, '\t');
	await writeFile(`${directory}/catalogue.json`, `${text}\n`);
}

async function readRecipes(): Promise<readonly Recipe[]> {
	const tensor = (await readJson(new URL('recipes.json', import.meta.url))) as Recipe[];
	const language = (await readJson(
		new URL('transformer/recipes.json', import.meta.url),
	)) as Training[];
	return [
		...tensor,
		...language.flatMap(({also, ...recipe}) => [
			recipe,
			...also.map(other => ({...other, task: recipe.task})),
		]),
	];
}

async function findFiles(
	{name, task}: Recipe,
	directory: string,
): Promise<Pick<CatalogueEntry, 'format' | 'path' | 'files'>> {
	const found = await readdir(`${directory}/${name}`, {recursive: true, withFileTypes: true});
	const names = found
		.filter(entry => entry.isFile())
		.map(entry => path.relative(directory, path.join(entry.parentPath, entry.name)));
	const files = names.toSorted().map(async file => ({
		file,
		bytes: (await stat(`${directory}/${file}`)).size,
		sha256: await hashFile(`${directory}/${file}`),
	}));
	return {
		format: languageTasks.has(task) ? 'decoder' : 'parts',
		path: name,
		files: await Promise.all(files),
	};
}

async function measure(
	model: string,
	{task, questions}: {readonly task: TaskId; readonly questions: number},
): Promise<number> {
	const engine = await loadLocalModel(model);
	const {score} = await evaluateModel({
		engine,
		task: taskById(task)!,
		random: createRandom(publicSeed),
		questions,
		concurrency: 50,
	});
	await engine.close();
	return Math.round(score * 1e4) / 1e4;
}

async function readJson(file: string | URL): Promise<unknown> {
	return JSON.parse(await readFile(file, 'utf8'));
}

const languageTasks: ReadonlySet<TaskId> = new Set(['text', 'translation']);

const sources: Readonly<Record<TaskId, string>> = {
	image:
		'the first 1200 digits of "Optical Recognition of Handwritten Digits" (E. Alpaydin and C. Kaynak, UCI Machine Learning Repository, 1998, https://doi.org/10.24432/C50P49, CC BY 4.0), and the letters and digits of 22 fonts of Fontsource (SIL Open Font License 1.1), rendered like image queries',
	data: 'generated series, tables and sentences',
	text: 'generated stories',
	translation:
		'generated sentences with words from ESPDIC, the Esperanto–English Dictionary (P. Denisowski, 2015, https://www.denisowski.org/Esperanto/ESPDIC/espdic_readme.html, CC BY 3.0)',
};
