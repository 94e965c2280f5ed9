import process from 'node:process';
import {type Command, InvalidArgumentError, Option} from 'commander';
import {chooseModel} from '../../models/find-model.ts';
import {readModels} from '../../models/read-models.ts';
import {shippedModelsDirectory} from '../../models/shipped.ts';
import {verifyModel} from '../../models/verify-model.ts';
import {cancelCanaries, keepModelChoice, useModel} from '../../rig/use-model.ts';
import type {CommandContext} from '../../support/command.ts';
import {BtopError, UsageError} from '../../support/errors.ts';
import {resolveHome} from '../../support/home.ts';
import {minableTasks} from '../../tasks/registry.ts';
import type {TaskId} from '../../tasks/task.ts';
import {type CommonOptions, parseInteger, withCommon} from '../options.ts';
import {createOutput} from '../output.ts';
import {describeMeasured, readMeasured, toMeasured} from './measured.ts';

type Flags = CommonOptions & {
	/** In percent. */
	readonly canary?: number;
	readonly questions?: number;
	readonly slack?: number;
	readonly cancel?: boolean;
};

/** Error thrown when a model cannot be tried, or a trial not be ended, since no miner is there to do it. */
export class NoMinerForCanaryError extends BtopError {
	override name = 'NoMinerForCanaryError';
	override readonly code = 'not-mining';
}

/** Add the command that changes the model of a task. */
export function addUseCommand(program: Command, context: CommandContext): void {
	withCommon(program.command('use'))
		.description('choose the model for a task; running miners change to it without losing a query')
		.argument('<task>', minableTasks.map(({id}) => id).join(' or '))
		.argument('[model]', 'a name from the list, or the path of a model')
		.addOption(
			new Option(
				'--canary <share>',
				'let it answer this share of the queries first, such as 10%, and decide by how it does',
			).argParser(parsePercentage),
		)
		.addOption(
			new Option(
				'--questions <n>',
				'with --canary: shadow questions per minute, 6 unless you say so',
			).argParser(parseInteger({min: 1, max: 6000})),
		)
		.addOption(
			new Option(
				'--slack <ms>',
				'with --canary: how much longer its answers may take, 100 unless you say so',
			).argParser(parseInteger({max: 600_000})),
		)
		.option('--cancel', 'end a canary, and keep the model in use')
		.action(async (task: string, model: string | undefined, flags: Flags) => {
			if (flags.canary === undefined && (flags.questions ?? flags.slack) !== undefined) {
				throw new UsageError('`--questions` and `--slack` are for a trial', {
					fix: 'Add `--canary` with a share such as 10%, or leave them out.',
				});
			}

			const id = toTask(task);
			if (flags.cancel === true) {
				await cancel(context, id, {...flags, model});
			} else if (model === undefined) {
				throw new UsageError('`models use` needs a model', {
					fix: 'Name one of `btop models list`, or give the path of one.',
				});
			} else {
				await use(context, {task: id, model}, flags);
			}
		});
}

function toTask(text: string): TaskId {
	const known = minableTasks.find(({id}) => id === text);
	if (known) {
		return known.id;
	}

	const [last, ...others] = minableTasks.map(({id}) => `\`${id}\``).toReversed();
	throw new UsageError(`There is no task \`${text}\``, {
		fix: `Use ${others.toReversed().join(', ')} or ${last}.`,
	});
}

function parsePercentage(text: string): number {
	const percent = Number(/^(?<number>\d+(?:\.\d+)?)%$/v.exec(text)?.groups?.number ?? NaN);
	if (!(percent > 0 && percent <= 50)) {
		throw new InvalidArgumentError('It must be a percentage up to 50%, such as 10%.');
	}

	return percent;
}

async function use(
	context: CommandContext,
	{task, model}: {readonly task: TaskId; readonly model: string},
	{home: directory, json, canary: percentage, questions = 6, slack}: Flags,
) {
	const home = resolveHome({directory, env: context.env});
	const modelsDirectory = shippedModelsDirectory(context.entry);
	const {catalogue, own} = await readModels({modelsDirectory, home});
	const chosen = chooseModel(catalogue, {task, model, own, cwd: process.cwd()});
	await verifyModel(chosen);
	const output = createOutput({...context, json});
	const measured = await readMeasured([{...chosen, task, files: chosen.expected}], {
		home,
		report: output.progress,
	});
	const evaluation = measured.get(chosen.path);
	output.progress(
		evaluation
			? describeMeasured(evaluation, Date.now())
			: `${chosen.name} has not been measured on this machine; \`btop models eval ${model} --task ${task}\` measures it`,
	);
	const share = percentage === undefined ? undefined : percentage / 100;
	const {changed: miners, skipped} = await useModel(home, {
		task,
		request: {
			model: chosen,
			...(share !== undefined && {canary: {share, interval: 60_000 / questions, slack}}),
		},
		signal: context.signal,
		onAsk(miner) {
			output.progress(`Starting ${chosen.name} for ${miner}, which goes on meanwhile`);
		},
	});
	const result = {
		task,
		model: chosen.name,
		path: chosen.path,
		measured: toMeasured(evaluation),
		canary: share ?? null,
		miners,
		skipped,
	};
	const leftAlone = skipped.map(
		({name, servers}) =>
			`${name} was left alone: it answers through ${servers.join(', ')}, so change its model there`,
	);
	if (share === undefined) {
		keepModelChoice(home, {task, model: chosen, catalogue});
		output.result(result, [
			...miners.map(({name, previous}) => `${name} answers with ${chosen.name}, after ${previous}`),
			...leftAlone,
			`Miners started from now on answer ${task} with ${chosen.name}`,
		]);
		return;
	}

	if (miners.length === 0) {
		throw new NoMinerForCanaryError(
			[`No running miner answers ${task} with a model of this machine`, ...leftAlone].join('; '),
			{
				fix: 'Start one with `btop mine`; or choose the model without `--canary`.',
			},
		);
	}

	output.result(result, [
		...miners.map(
			({name, previous}) =>
				`${name} answers ${percentage} % of the queries with ${chosen.name}, the others with ${previous}`,
		),
		...leftAlone,
		`\`btop status\` shows how it does; \`btop models use ${task} --cancel\` ends it`,
	]);
}

async function cancel(
	context: CommandContext,
	task: TaskId,
	{home: directory, json, model, canary}: Flags & {readonly model: string | undefined},
) {
	if (model !== undefined || canary !== undefined) {
		throw new UsageError('`--cancel` ends a canary, and takes no model');
	}

	const home = resolveHome({directory, env: context.env});
	const miners = await cancelCanaries(home, {task, signal: context.signal});
	if (miners.length === 0) {
		throw new NoMinerForCanaryError(`No model is on trial for ${task}`, {
			fix: 'Start a trial with `btop models use TASK MODEL --canary 10%`.',
		});
	}

	createOutput({...context, json}).result(
		{task, miners},
		miners.map(({name, model: ended}) => `${name} no longer tries ${ended}`),
	);
}
