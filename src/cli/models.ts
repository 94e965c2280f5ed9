import {existsSync} from 'node:fs';
import {readCanaries} from '../ledger/canaries.ts';
import {listMiners} from '../ledger/miners.ts';
import {openLedger} from '../ledger/open-ledger.ts';
import {type Catalogue, listModels, readCatalogue} from '../models/catalogue.ts';
import {knownModels} from '../models/hub/known-models.ts';
import {shippedModelsDirectory} from '../models/shipped.ts';
import {readOwnModels} from '../models/own/own-models.ts';
import {openSettings} from '../rig/network/settings.ts';
import type {CommandContext} from '../support/command.ts';
import {type Home, resolveHome} from '../support/home.ts';
import {minableTasks} from '../tasks/registry.ts';
import {addEvalCommand} from './models/eval.ts';
import {describeKnown} from './models/known.ts';
import {addOwnCommands, describe, ownDirectory} from './models/own.ts';
import {addUseCommand} from './models/use.ts';
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
	addUseCommand(program, context);
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
	const output = createOutput({...context, json});
	output.result(
		{
			models,
			canaries: readLatestCanaries(
				resolveHome({directory: home, env: context.env}),
				output.progress,
			),
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

/** Read the latest canary of each miner. A ledger that cannot be read must not keep anyone from the list. */
function readLatestCanaries({ledger: file}: Home, report: (line: string) => void) {
	if (!existsSync(file)) {
		return [];
	}

	try {
		using stack = new DisposableStack();
		const ledger = openLedger({file});
		stack.defer(ledger.close);
		return listMiners(ledger).flatMap(miner =>
			readCanaries(ledger, miner, {limit: 1}).map(canary => ({...miner, ...canary})),
		);
	} catch (error) {
		report(`The trials of models cannot be read: ${(error as Error).message}`);
		return [];
	}
}
