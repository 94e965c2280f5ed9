import {readdir, readFile, stat, writeFile} from 'node:fs/promises';
import process from 'node:process';
import {loadLocalLanguageEngine} from '../../src/gpu/language/local-language-engine.ts';
import {loadLocalEngine} from '../../src/gpu/onnx/local-engine.ts';
import {evaluateModel} from '../../src/models/evaluate-model.ts';
import {publicSeed} from '../../src/models/measure-model.ts';
import type {CatalogueEntry} from '../../src/models/parse-catalogue.ts';
import {hashFile} from '../../src/models/verify-model.ts';
import {createRandom} from '../../src/support/random.ts';
import {taskById} from '../../src/tasks/registry.ts';
import type {Task, TaskId} from '../../src/tasks/task.ts';
import {textTask} from '../../src/tasks/text/text-task.ts';
import {translationTask} from '../../src/tasks/translation/translation-task.ts';

export type CatalogueOptions = {
	/** The models' folder. */
	readonly directory: string;
	/** What `train.py` wrote about each model: its parameters. */
	readonly report: string;
};

type Recipe = Pick<CatalogueEntry, 'name' | 'task' | 'description'>;

/** One training of a language model, and what else comes of it. */
type Training = Recipe & {readonly also: ReadonlyArray<Omit<Recipe, 'task'>>};

/** Measure the trained models and write the catalogue. All models of a task get the same questions. */
export async function writeCatalogue({directory, report}: CatalogueOptions): Promise<void> {
	const trained = (await readJson(report)) as Record<string, {readonly parameters: number}>;
	const models: CatalogueEntry[] = [];
	for (const recipe of await readRecipes()) {
		const {name, task, description} = recipe;
		const place = await findFiles(recipe, directory);
		const score = await measure(`${directory}/${place.path}`, task);
		process.stdout.write(`${name} ${score}\n`);
		models.push({
			name,
			task,
			...place,
			parameters: trained[name]!.parameters,
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
	const isFolder = languageTasks[task] !== undefined;
	const names = isFolder
		? (await readdir(`${directory}/${name}`)).toSorted().map(file => `${name}/${file}`)
		: [`${name}.onnx`];
	const files = names.map(async file => ({
		file,
		bytes: (await stat(`${directory}/${file}`)).size,
		sha256: await hashFile(`${directory}/${file}`),
	}));
	return {
		format: isFolder ? 'decoder' : 'tensor',
		path: isFolder ? name : names[0]!,
		files: await Promise.all(files),
	};
}

async function measure(model: string, task: TaskId): Promise<number> {
	const language = languageTasks[task];
	const engine = await (language ? loadLocalLanguageEngine(model) : loadLocalEngine(model));
	const {score} = await evaluateModel({
		engine,
		task: language ?? taskById(task)!,
		random: createRandom(publicSeed),
		questions: language ? 1000 : 4000,
		concurrency: 50,
	});
	await engine.close();
	return Math.round(score * 1e4) / 1e4;
}

async function readJson(file: string | URL): Promise<unknown> {
	return JSON.parse(await readFile(file, 'utf8'));
}

const languageTasks: Partial<Record<TaskId, Task>> = {
	text: textTask as Task,
	translation: translationTask as Task,
};

const sources: Readonly<Record<TaskId, string>> = {
	image:
		'the first 1200 digits of "Optical Recognition of Handwritten Digits" (E. Alpaydin and C. Kaynak, UCI Machine Learning Repository, 1998, https://doi.org/10.24432/C50P49, CC BY 4.0), rendered like image queries',
	data: 'generated series',
	text: 'generated stories',
	translation:
		'generated sentences with words from ESPDIC, the Esperanto–English Dictionary (P. Denisowski, 2015, https://www.denisowski.org/Esperanto/ESPDIC/espdic_readme.html, CC BY 3.0)',
};
