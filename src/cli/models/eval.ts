import process from 'node:process';
import {type Command, Option} from 'commander';
import {splitDevices} from '../../gpu/devices/device-choice.ts';
import {startEngines} from '../../gpu/start-engines.ts';
import {type Catalogue, listModels} from '../../models/catalogue.ts';
import {
	type ChosenModel,
	findNamed,
	type NamedModel,
	requireFormat,
} from '../../models/find-model.ts';
import {identifyModel} from '../../models/identify-model.ts';
import {fewestQuestions, measureModel, questionsOf} from '../../models/measure-model.ts';
import {readModels} from '../../models/read-models.ts';
import {verifyModel} from '../../models/verify-model.ts';
import type {CommandContext} from '../../support/command.ts';
import {UsageError} from '../../support/errors.ts';
import {taskById} from '../../tasks/registry.ts';
import {type Task, type TaskId, taskIds} from '../../tasks/task.ts';
import {type NetworkOptions, parseDevices, parseInteger, withNetwork} from '../options.ts';
import {writeLines} from '../output.ts';
import {type Session, withSession} from '../session.ts';
import {keepMeasured} from './measured.ts';
import {type Measured, type Placed, printEvaluation} from './print-evaluation.ts';

type Flags = NetworkOptions & {
	readonly against?: string;
	readonly task?: TaskId;
	readonly questions?: number;
	readonly device: string;
};

/** Add the command that measures a model. */
export function addEvalCommand(program: Command, context: CommandContext): void {
	withNetwork(program.command('eval'))
		.description('measure how well and how quickly a model answers, and its place among miners')
		.argument('<model>', 'a name from the list, or the path of a model')
		.option('--against <model>', 'compare it with this one, on the same questions')
		.addOption(new Option('--task <task>', 'what a path answers').choices(taskIds))
		.addOption(
			new Option('--questions <n>', 'how many (default: 2000, of a language model 240)').argParser(
				parseInteger({min: fewestQuestions, max: 100_000}),
			),
		)
		.addOption(
			new Option('--device <devices>', 'where to run it; see `btop mine --help`')
				.argParser(parseDevices)
				.default('auto'),
		)
		.action(async (model: string, flags: Flags) =>
			withSession(context, flags, async session => evaluate(session, model, flags)),
		);
}

async function evaluate(session: Session, model: string, flags: Flags) {
	const {world} = session;
	const {catalogue, own} = await readModels(world);
	const names = [model, ...(flags.against === undefined ? [] : [flags.against])];
	const named = names.map(name => {
		const found = findNamed(catalogue, {model: name, own, cwd: process.cwd()});
		if (found === undefined) {
			throw new UsageError(`There is no model \`${name}\``, {
				fix: 'See `btop models list`, or pass the path of a model.',
			});
		}

		return found;
	});
	const task = findTask(named, {asked: flags.task, catalogue});
	for (const {chosen} of named) {
		requireFormat(chosen, task.id);
		await verifyModel(chosen);
	}

	const placed: Placed[] = [];
	for (const {chosen} of named) {
		// Before, so that what changes meanwhile is not taken for what was measured.
		const identity = await identifyModel(chosen);
		const measured = await measure(session, chosen, {...flags, task});
		// The chain's client is slow to load.
		const {foreseeOnChain} = await import('../../rig/foresee-on-chain.ts');
		const {score} = measured;
		const foresight = await foreseeOnChain(world, {task: task.id, catalogue, score});
		const one = {...measured, foresight};
		keepMeasured(session, one, {task: task.id, identity});
		placed.push(one);
	}

	const [measured, other] = placed as [Placed, Placed?];
	printEvaluation(session, {task: task.id, measured, other});
}

/** Find the task that the models answer. */
function findTask(
	named: readonly NamedModel[],
	{asked, catalogue}: {readonly asked: TaskId | undefined; readonly catalogue: Catalogue},
): Task {
	const id = asked ?? named.find(({task}) => task !== undefined)?.task;
	if (id === undefined) {
		throw new UsageError('A path does not say what the model answers', {
			fix: `Add \`--task\` with one of ${taskIds.map(one => `\`${one}\``).join(', ')}.`,
		});
	}

	const misfit = named.find(({task = id}) => task !== id);
	if (misfit) {
		const {chosen, task} = misfit;
		const fitting = listModels(catalogue, {task: id}).map(({name}) => `\`${name}\``);
		throw new UsageError(`\`${chosen.name}\` answers the task \`${task}\`, not \`${id}\``, {
			fix: `For \`${id}\`, name one of ${fitting.join(', ')}, or one of your own${asked === undefined ? '' : `; or leave out \`--task ${asked}\``}.`,
		});
	}

	return taskById(id)!;
}

type MeasureOptions = Pick<Flags, 'questions' | 'device'> & {readonly task: Task};

async function measure(
	{context: {entry, signal, stderr}}: Session,
	chosen: ChosenModel,
	{task, questions = questionsOf(task), device}: MeasureOptions,
): Promise<Measured> {
	await using stack = new AsyncDisposableStack();
	const engine = await startEngines({
		needs: Object.values(task.needs),
		model: chosen.path,
		command: [process.execPath, entry, 'engine'],
		devices: splitDevices(device),
		signal,
	});
	stack.defer(engine.close);
	const {name, device: deviceName} = engine.info();
	writeLines(stderr, [`${chosen.name}: ${questions} questions, with ${name} on ${deviceName}`]);
	let told = 0;
	const measurement = await measureModel({
		engine,
		task,
		questions,
		signal,
		onProgress(answered) {
			const tenth = Math.floor((10 * answered) / questions);
			if (tenth === told) {
				return;
			}

			told = tenth;
			writeLines(stderr, [`${chosen.name}: ${10 * tenth} % answered`]);
		},
	});
	return {
		...measurement,
		model: chosen.name,
		engine: {name, device: deviceName},
		// A model of this machine, so it is known.
		memoryBytes: (await engine.memoryBytes()) ?? 0,
	};
}
