import path from 'node:path';
import process from 'node:process';
import {type Command, Option} from 'commander';
import * as v from 'valibot';
import {readCatalogue} from '../../models/catalogue.ts';
import {chooseModel, requireFormat} from '../../models/find-model.ts';
import {chooseFiles} from '../../models/hub/choose-files.ts';
import {findKnown, holdToKnown, knownModels} from '../../models/hub/known-models.ts';
import {createFolderSource} from '../../models/hub/folder-source.ts';
import {createHub, type HubOptions} from '../../models/hub/hub.ts';
import {pullModel} from '../../models/hub/pull.ts';
import {addModel} from '../../models/own/add-model.ts';
import {findOwnModel, type OwnModel, ownName, removeOwnModel} from '../../models/own/own-models.ts';
import {shippedModelsDirectory} from '../../models/shipped.ts';
import {openSettings} from '../../rig/network/settings.ts';
import {requireUnused} from '../../rig/use-model.ts';
import type {CommandContext} from '../../support/command.ts';
import {UsageError} from '../../support/errors.ts';
import {readTextFile} from '../../support/files/regular-file.ts';
import {resolveHome} from '../../support/home.ts';
import {taskById} from '../../tasks/registry.ts';
import {type TaskId, taskIds} from '../../tasks/task.ts';
import {type CommonOptions, firstGiven, withCommon} from '../options.ts';
import {createOutput} from '../output.ts';
import {table} from '../table.ts';
import {describeKnown} from './known.ts';

type PullFlags = CommonOptions & {
	readonly file?: string;
	readonly task?: TaskId;
	readonly name?: string;
	readonly offline?: string;
};

type AddFlags = CommonOptions & {readonly task: TaskId; readonly name?: string};

type SearchFlags = CommonOptions & {readonly format?: string; readonly limit: string};

/** Add the commands that find, fetch, add and remove models of the operator's own. */
export function addOwnCommands(program: Command, context: CommandContext): void {
	const taskOption = () => new Option('--task <task>', 'what it answers').choices(taskIds);
	const nameOption = () => new Option('--name <name>', 'its name here');
	withCommon(program.command('search'))
		.description('search the Hugging Face hub; without words, list known models there')
		.argument('[words...]', 'what to search for')
		.addOption(new Option('--format <format>', 'only these').choices(['gguf', 'onnx']))
		.addOption(new Option('--limit <n>', 'how many').default('20').argParser(parseLimit))
		.action(async (words: readonly string[], flags: SearchFlags) => search(context, words, flags));
	withCommon(program.command('pull'))
		.description('fetch a model from the hub; run again, it goes on where it ended')
		.argument('<id[@revision]>', 'a repository, such as org/model')
		.option('--file <ending>', 'which of its models, by the end of the name: Q4_K_M.gguf')
		.addOption(taskOption())
		.addOption(nameOption())
		.option('--offline <dir>', 'take it from this folder with copies of repositories')
		.action(async (id: string, flags: PullFlags) => pull(context, id, flags));
	withCommon(program.command('add'))
		.description('copy a model of this machine into btop’s home')
		.argument(
			'<path>',
			'an .onnx or .gguf file, or a folder with a language model or several models',
		)
		.addOption(taskOption().makeOptionMandatory())
		.addOption(nameOption())
		.action(async (file: string, flags: AddFlags) => add(context, file, flags));
	withCommon(program.command('remove'))
		.description('delete a model that was pulled or added')
		.argument('<name>', 'its name in the list')
		.action(async (name: string, flags: CommonOptions) => remove(context, name, flags));
}

function parseLimit(text: string): string {
	if (!/^[1-9]\d?$/v.test(text)) {
		throw new UsageError('`--limit` must be a whole number from 1 to 99');
	}

	return text;
}

/** Get where models of the operator's own are. */
const ownDirectory = ({env}: CommandContext, {home}: CommonOptions): string =>
	resolveHome({directory: home, env}).models;

async function openHub({env}: CommandContext, report: HubOptions['report']) {
	const endpoint = firstGiven(env.HF_ENDPOINT);
	if (endpoint !== undefined && !/^https?:\/\/[^\/]/v.test(endpoint)) {
		throw new UsageError('`HF_ENDPOINT` must be an address such as `https://huggingface.co`');
	}

	const file = firstGiven(env.HF_TOKEN_PATH);
	const written = file === undefined ? undefined : await readTextFile(file);
	const token = firstGiven(env.HF_TOKEN?.trim(), written?.trim());
	return createHub({endpoint, token, env, report});
}

async function search(
	context: CommandContext,
	words: readonly string[],
	{format, limit, json}: SearchFlags,
) {
	const output = createOutput({...context, json});
	if (words.length === 0) {
		output.result({models: [], known: knownModels}, describeKnown());
		return;
	}

	const hub = await openHub(context, output.progress);
	const models = await hub.search(words.join(' '), {
		filters: format === undefined ? [] : [format],
		limit: Number(limit),
		signal: context.signal,
	});
	const rows = models.map(({id, downloads, pipeline_tag: pipeline = '', tags}) => ({
		id,
		downloads,
		pipeline,
		license: tags.find(tag => tag.startsWith('license:'))?.slice('license:'.length) ?? '',
	}));
	output.result({models: rows}, [
		...table(
			[
				{title: 'model'},
				{title: 'downloads', align: 'right'},
				{title: 'license'},
				{title: 'what it is for'},
			],
			rows.map(({id, downloads, license, pipeline}) => [id, String(downloads), license, pipeline]),
		),
	]);
}

/** Read which repository of the hub is meant, and which of its revisions if one is named. */
function parsePlace(place: string): {readonly id: string; readonly named: string | undefined} {
	const [id = '', named, ...rest] = place.split('@');
	if (
		rest.length > 0 ||
		!/^\w[\w\-.]*(?:\/\w[\w\-.]*)?$/v.test(id) ||
		(named !== undefined && !/^\w[\w\-.\/]*$/v.test(named))
	) {
		throw new UsageError(`\`${place}\` is not a repository`, {
			fix: 'Write `org/model`, or `org/model@revision`.',
		});
	}

	return {id, named};
}

async function pull(context: CommandContext, place: string, flags: PullFlags) {
	const {id, named} = parsePlace(place);
	const known = named === undefined && flags.file === undefined ? findKnown(id) : undefined;
	const {signal} = context;
	const output = createOutput({...context, json: flags.json});
	const source =
		flags.offline === undefined
			? await openHub(context, output.progress)
			: createFolderSource(path.resolve(flags.offline));
	const found = await source.describe(id, named ?? known?.revision ?? 'main', signal);
	const repository = known ? holdToKnown(found, known) : found;
	const choice = chooseFiles(repository, flags.file ?? known?.files[0]?.path);
	const task = flags.task ?? known?.task ?? tasksByPipeline.get(repository.pipeline ?? '');
	if (task === undefined) {
		throw new UsageError(`The hub does not say which task \`${id}\` answers`, {
			fix: `Add \`--task\` with one of ${taskIds.map(one => `\`${one}\``).join(', ')}.`,
		});
	}

	const file = choice.format === 'gguf' ? choice.path.replace(/\.gguf$/iv, '') : path.basename(id);
	const name = await parseName(context, flags.name ?? file.toLowerCase());
	requireFormat({name, format: choice.format}, task);
	let told = 0;
	const {model, isKnown} = await pullModel({
		source,
		repository,
		choice,
		directory: ownDirectory(context, flags),
		name,
		task,
		signal,
		report: output.progress,
		onProgress(bytes, total) {
			const percent = Math.floor((100 * bytes) / total);
			if (!(percent >= told + 10)) {
				return;
			}

			told = percent;
			output.progress(`${percent} % of ${toMib(total)} MiB`);
		},
	});
	output.result({...describe(model), alreadyThere: isKnown}, [
		`${name} ${isKnown ? 'was there already' : 'is whole'}: ${toMib(model.bytes)} MiB in ${model.directory}`,
		...adviseUse(model),
	]);
}

/** From the hub's word for what a model is for. */
const tasksByPipeline: ReadonlyMap<string, TaskId> = new Map([
	['text-generation', 'text'],
	['translation', 'translation'],
	['image-classification', 'image'],
	['time-series-forecasting', 'data'],
]);

async function add(context: CommandContext, file: string, {task, ...flags}: AddFlags) {
	const model = chooseModel([], {task, model: file, cwd: process.cwd()});
	const name = await parseName(context, flags.name ?? model.name.toLowerCase());
	const {signal} = context;
	const directory = ownDirectory(context, flags);
	const added = await addModel({directory, model, name, task, signal});
	createOutput({...context, json: flags.json}).result(describe(added), [
		`${name} is in ${added.directory}, ${toMib(added.bytes)} MiB`,
		...adviseUse(added),
	]);
}

/** Say how to use a model, and what it may leave unanswered. */
function adviseUse({task, name, format}: OwnModel): readonly string[] {
	const kinds = Object.keys(taskById(task)!.needs);
	return [
		`Use it with \`btop models use ${task} ${name}\`.`,
		...(format === 'parts' || kinds.length === 1
			? []
			: [
					`It answers only some of what ${task} asks (${kinds.join(', ')}), and the rest scores 0; docs/models.md says how to join it with other models.`,
				]),
	];
}

async function remove(context: CommandContext, name: string, flags: CommonOptions) {
	const directory = ownDirectory(context, flags);
	const home = resolveHome({directory: flags.home, env: context.env});
	const model = await findOwnModel(directory, name);
	if (model) {
		await requireUnused(home, model);
	}

	const {bytes, path: file, task} = await removeOwnModel(directory, name);
	const settings = openSettings(home);
	const {models = {}} = settings.read();
	if (models[task] === file) {
		// Miners of that task go back to the best that ships.
		const {[task]: removed, ...rest} = models;
		settings.write({models: rest});
	}

	createOutput({...context, json: flags.json}).result({removed: name, bytes}, [
		`${name} is gone, and ${toMib(bytes)} MiB are free again`,
	]);
}

async function parseName({entry}: CommandContext, name: string): Promise<string> {
	const catalogue = await readCatalogue({directory: shippedModelsDirectory(entry)});
	if (catalogue.some(model => model.name === name)) {
		throw new UsageError(`\`${name}\` is the name of a model that ships`, {
			fix: 'Choose another with `--name`.',
		});
	}

	const parsed = v.safeParse(ownName, name);
	if (!parsed.success) {
		throw new UsageError(`\`${name}\` cannot be the name of a model`, {
			fix: 'Choose one with `--name`: lower-case letters, digits, dots and dashes.',
		});
	}

	return parsed.output;
}

const toMib = (bytes: number) => Math.ceil(bytes / 1_048_576);

/** What JSON tells of a model of the operator's own. */
export const describe = ({name, task, format, path: file, bytes, source, license}: OwnModel) => ({
	name,
	task,
	format,
	path: file,
	bytes,
	source,
	license,
});
