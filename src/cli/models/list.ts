import type {Command} from 'commander';
import {readCanaries} from '../../ledger/canaries.ts';
import {listMiners} from '../../ledger/miners.ts';
import {listModels} from '../../models/catalogue.ts';
import {knownModels} from '../../models/hub/known-models.ts';
import type {OwnModel} from '../../models/own/own-models.ts';
import {readModels} from '../../models/read-models.ts';
import {shippedModelsDirectory} from '../../models/shipped.ts';
import {breakOffDead} from '../../rig/dead-canaries.ts';
import {openSettings} from '../../rig/network/settings.ts';
import type {CommandContext} from '../../support/command.ts';
import {resolveHome} from '../../support/home.ts';
import {minableTasks} from '../../tasks/registry.ts';
import type {TaskId} from '../../tasks/task.ts';
import {type CommonOptions, withCommon} from '../options.ts';
import {createOutput} from '../output.ts';
import {right, table} from '../table.ts';
import {describeKnown} from './known.ts';
import {describeMeasurements, lookUp, readMeasured, toMeasured} from './measured.ts';
import {describe} from './own.ts';

/** Add the command that lists the models that can answer queries, and which is in use. */
export function addListCommand(program: Command, context: CommandContext): void {
	withCommon(program.command('list', {isDefault: true}))
		.description('list them by task, best first')
		.action(async (options: CommonOptions) => list(context, options));
}

async function list(context: CommandContext, {home: directory, json}: CommonOptions) {
	const {progress: report, result} = createOutput({...context, json});
	const home = resolveHome({directory, env: context.env});
	const modelsDirectory = shippedModelsDirectory(context.entry);
	const {catalogue, own} = await readModels({modelsDirectory, home});
	const all = [...catalogue, ...own];
	const measured = await readMeasured(all, {home, report});
	const {models: chosen = {}} = openSettings(home).read();
	const models = minableTasks.flatMap(({id: task}) =>
		listModels(catalogue, {task}).map(
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
				measured: toMeasured(measured.get(path)),
			}),
		),
	);
	const files = Object.entries(chosen).filter(([, model]) =>
		models.every(({name}) => name !== model),
	);
	const canaries = lookUp(
		home,
		ledger =>
			listMiners(ledger).flatMap(miner =>
				readCanaries(ledger, miner, {limit: 1}).map(canary => ({...miner, ...canary})),
			),
		{what: 'trials of models', report},
	);
	result(
		{
			models,
			canaries: await breakOffDead(home, canaries),
			own: own.map(model => ({
				...describe(model),
				inUse: chosen[model.task] === model.path,
				measured: toMeasured(measured.get(model.path)),
			})),
			files: Object.fromEntries(files),
			known: knownModels,
		},
		[
			...describeShipped(models),
			...describeOwn(own, chosen),
			...files
				.filter(([, file]) => own.every(({path}) => path !== file))
				.map(([task, file]) => `${task} uses your own file ${file}`),
			...describeMeasurements(
				all.flatMap(({path}) => measured.get(path) ?? []),
				Date.now(),
			),
			'',
			...describeKnown(),
		],
	);
}

type Shipped = {
	readonly task: TaskId;
	readonly name: string;
	readonly bytes: number;
	readonly score: number;
	readonly inUse: boolean;
	readonly description: string;
};

const describeShipped = (models: readonly Shipped[]) =>
	table(
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
	);

const describeOwn = (
	models: readonly OwnModel[],
	chosen: Readonly<Partial<Record<TaskId, string>>>,
) =>
	models.length === 0
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
				models.map(({task, name, bytes, format, license = '', path, source}) => [
					task,
					name,
					String(Math.ceil(bytes / 1_048_576)),
					format,
					license,
					chosen[task] === path ? 'in use' : '',
					source?.id ?? 'this machine',
				]),
			);
