import {type Catalogue, listModels, readCatalogue} from '../models/catalogue.ts';
import {chooseModel} from '../models/find-model.ts';
import {knownModels} from '../models/hub/known-models.ts';
import {shippedModelsDirectory} from '../models/shipped.ts';
import {readOwnModels} from '../models/own/own-models.ts';
import {useModel} from '../rig/use-model.ts';
import {verifyModel} from '../models/verify-model.ts';
import {type Settings, openSettings} from '../rig/network/settings.ts';
import type {CommandContext} from '../support/command.ts';
import {UsageError} from '../support/errors.ts';
import {resolveHome} from '../support/home.ts';
import {minableTasks} from '../tasks/registry.ts';
import type {TaskId} from '../tasks/task.ts';
import {addEvalCommand} from './models/eval.ts';
import {describeKnown} from './models/known.ts';
import {addOwnCommands, describe, ownDirectory} from './models/own.ts';
import {type CommonOptions, withCommon} from './options.ts';
import {createOutput} from './output.ts';
import {createProgram, parseProgram} from './program.ts';
import {table} from './table.ts';

/** Print the models that can answer queries, and which is in use. */
export async function run(context: CommandContext): Promise<void> {
	const program = createProgram(context, {
		name: 'models',
		summary: 'the models that can answer queries',
	});
	withCommon(program.command('list', {isDefault: true}))
		.description('list them by task, best first')
		.action(async (options: CommonOptions) => list(context, options));
	withCommon(program.command('use'))
		.description('choose the model for a task; running miners change to it without losing a query')
		.argument('<task>', minableTasks.map(({id}) => id).join(' or '))
		.argument('<model>', 'a name from the list, or the path of a model')
		.action(async (task: string, model: string, options: CommonOptions) =>
			use(context, {task, model}, options),
		);
	addOwnCommands(program, context);
	addEvalCommand(program, context);
	await parseProgram(program, context.argv);
}

const readShipped = async ({entry}: CommandContext): Promise<Catalogue> =>
	readCatalogue({directory: shippedModelsDirectory(entry)});

async function list(context: CommandContext, {home, json}: CommonOptions) {
	const catalogue = await readShipped(context);
	const {models: chosen = {}} = openSettings(
		resolveHome({directory: home, env: context.env}),
	).read();
	const models = minableTasks.flatMap(({id: task}) => {
		const choices = listModels(catalogue, {task});
		return choices.map(
			({name, bytes, parameters, heldOutScore, description, path, format}, index) => ({
				task,
				name,
				format,
				bytes,
				parameters,
				score: heldOutScore,
				description,
				path,
				inUse: chosen[task] === undefined ? index === 0 : [name, path].includes(chosen[task]),
			}),
		);
	});
	const pulled = await readOwnModels(ownDirectory(context, {home}));
	const own = Object.entries(chosen).filter(([, model]) =>
		models.every(({name}) => name !== model),
	);
	const right = (title: string) => ({title, align: 'right'}) as const;
	createOutput({...context, json}).result(
		{
			models,
			own: pulled.map(model => ({
				...describe(model),
				inUse: chosen[model.task] === model.path,
			})),
			files: Object.fromEntries(own),
			known: knownModels,
		},
		[
			...table(
				[
					{title: 'task'},
					{title: 'model'},
					right('KiB'),
					right('score'),
					{title: ''},
					{title: 'what it is'},
				],
				models.map(({task, name, bytes, score, inUse, description}) => [
					task,
					name,
					String(Math.round(bytes / 1024)),
					score.toFixed(3),
					inUse ? 'in use' : '',
					description,
				]),
			),
			...(pulled.length === 0
				? []
				: table(
						[
							{title: 'task'},
							{title: 'your model'},
							right('MiB'),
							{title: 'format'},
							{title: 'license'},
							{title: ''},
							{title: 'from'},
						],
						pulled.map(({task, name, bytes, format, license = '', path, source}) => [
							task,
							name,
							String(Math.ceil(bytes / 1_048_576)),
							format,
							license,
							chosen[task] === path ? 'in use' : '',
							source?.id ?? 'this machine',
						]),
					)),
			...own
				.filter(([, file]) => pulled.every(({path}) => path !== file))
				.map(([task, file]) => `${task} uses your own file ${file}`),
			'',
			...describeKnown(),
		],
	);
}

async function use(
	context: CommandContext,
	{task, model}: {readonly task: string; readonly model: string},
	{home, json}: CommonOptions,
) {
	const known = minableTasks.find(({id}) => id === task);
	if (known === undefined) {
		const [last, ...others] = minableTasks.map(({id}) => `\`${id}\``).toReversed();
		throw new UsageError(`There is no task \`${task}\``, {
			fix: `Use ${others.toReversed().join(', ')} or ${last}.`,
		});
	}

	const catalogue = await readShipped(context);
	const own = await readOwnModels(ownDirectory(context, {home}));
	const chosen = chooseModel(catalogue, {task: known.id, model, own, cwd: process.cwd()});
	await verifyModel(chosen);
	const output = createOutput({...context, json});
	const place = resolveHome({directory: home, env: context.env});
	const miners = await useModel(place, {
		task: known.id,
		request: {model: chosen},
		signal: context.signal,
		onAsk(miner) {
			output.progress(`Starting ${chosen.name} for ${miner}, which goes on meanwhile`);
		},
	});
	const settings = openSettings(place);
	settings.write({
		models: withModel(
			settings.read(),
			known.id,
			catalogue.some(({path}) => path === chosen.path) ? chosen.name : chosen.path,
		),
	});
	output.result({task, model: chosen.name, path: chosen.path, miners}, [
		...miners.map(({name, previous}) => `${name} answers with ${chosen.name}, after ${previous}`),
		`Miners started from now on answer ${task} with ${chosen.name}`,
	]);
}

const withModel = ({models}: Settings, task: TaskId, model: string) => ({...models, [task]: model});
