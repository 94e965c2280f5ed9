import {chooseRunning} from '../rig/choose-miners.ts';
import {type OwnPlace, toBtopCommand} from '../rig/network/btop-command.ts';
import {stopDevnet} from '../rig/network/devnet.ts';
import {
	findRunningMiners,
	type RunningMiner,
	stopMiner,
	type StoppedMiner,
} from '../rig/running-miners.ts';
import type {CommandContext} from '../support/command.ts';
import {BtopError, toFileError, UsageError} from '../support/errors.ts';
import {resolveHome} from '../support/home.ts';
import {type CommonOptions, minersArgument, withCommon, yesOption} from './options.ts';
import {createOutput, writeLines} from './output.ts';
import {createProgram, parseProgram} from './program.ts';
import {askConsent} from './prompt.ts';
import {DeclinedError} from './session.ts';

type Options = CommonOptions & {readonly all?: boolean; readonly yes?: boolean};

/** Error thrown when something that was to be stopped is still running. Everything else was stopped. */
export class NotStoppedError extends BtopError {
	override name = 'NotStoppedError';
	override readonly code = 'not-stopped';
	/** Process ids that were stopped. */
	readonly pids: readonly number[];

	constructor(failures: readonly unknown[], pids: readonly number[]) {
		super(
			[
				...failures.map(failure => (failure instanceof Error ? failure.message : String(failure))),
				...pids.map(pid => `process \`${pid}\` was stopped`),
			].join('; '),
			{
				fix: failures.flatMap(failure => (failure as Partial<BtopError>).fix ?? []).join(' '),
				cause: failures[0],
			},
		);
		this.pids = pids;
	}
}

type Stopped = {readonly pid: number; readonly said: string};

/** Stop the named miners of this home, or all of them; with `--all`, its devnet too. */
export async function run(context: CommandContext): Promise<void> {
	const program = withCommon(
		createProgram(context, {
			name: 'stop',
			summary:
				'stop the named miners, or all of this rig; in a terminal it asks before stopping several',
		}),
	)
		.addArgument(minersArgument())
		.option('--all', 'all miners and the background devnet, whose state is kept')
		.addOption(yesOption())
		.action(async (selectors: readonly string[], options: Options) =>
			stop(context, selectors, options),
		);
	await parseProgram(program, context.argv);
}

async function stop(
	context: CommandContext,
	selectors: readonly string[],
	{home: directory, json, all = false, yes = false}: Options,
) {
	const isNamed = selectors.length > 0;
	if (all && isNamed) {
		throw new UsageError('`--all` stops every miner, so it cannot be combined with names', {
			fix: 'Use either `--all` or names.',
		});
	}

	const {signal, env} = context;
	const home = resolveHome({directory, env});
	const chosen = await chooseRunning(await findRunningMiners(home), selectors);
	if (!isNamed && !all && !yes && json !== true) {
		await askForSeveral(context, chosen, {home, given: {home: directory !== undefined}});
	}

	const miners = await Promise.allSettled(
		chosen.map(async miner => toStopped(miner, await stopMiner(miner, {signal}))),
	);
	// The devnet stops last: a stopping miner still talks to its chain.
	const devnets = await Promise.allSettled(
		all ? [stopDevnet(home, {signal}).then(fromDevnet)] : [],
	);
	signal.throwIfAborted();
	const ends = [...miners, ...devnets];
	const stopped = ends.flatMap(end => (end.status === 'fulfilled' ? end.value : []));
	const pids = stopped.map(({pid}) => pid);
	const failures = ends.flatMap((end): readonly unknown[] =>
		end.status === 'rejected' ? [toFileError(end.reason) ?? end.reason] : [],
	);
	if (failures.length > 0) {
		throw ends.length === 1 ? failures[0] : new NotStoppedError(failures, pids);
	}

	createOutput({...context, json}).result(
		{stopped: pids},
		pids.length === 0 ? ['Nothing was running.'] : stopped.map(({said}) => said),
	);
}

/** Confirm before stopping several miners, since the operator may not know of the others. Scripts cannot be asked, and mean all. */
async function askForSeveral(
	context: CommandContext,
	miners: readonly RunningMiner[],
	place: OwnPlace,
) {
	if (context.stdin.isTTY !== true || miners.length < 2) {
		return;
	}

	writeLines(
		context.stderr,
		miners.map(({files}) => files.name),
	);

	if (
		await askConsent(
			context,
			`Stop ${miners.length === 2 ? 'both' : `all ${miners.length}`} miners?`,
		)
	) {
		return;
	}

	for (const {control} of miners) {
		control?.close();
	}

	throw new DeclinedError('Nothing was stopped', {
		fix: `Name the one you mean, such as \`${toBtopCommand(['stop', miners[0]!.files.name], place)}\`.`,
	});
}

const causes = {
	'miner-hung': 'it hung',
	'miner-cut-off': 'its control socket was removed',
} as const;

function toStopped({files, hung}: RunningMiner, {pid, by}: StoppedMiner): readonly Stopped[] {
	const why = hung ? causes[hung.code] : 'it did not stop when asked';
	const said =
		by === 'asking'
			? `Stopped the miner ${files.name}, process ${pid}`
			: `Stopped the miner ${files.name}, process ${pid}, with ${by}: ${why}`;
	return [{pid, said}];
}

function fromDevnet(stopped: Awaited<ReturnType<typeof stopDevnet>>): readonly Stopped[] {
	if (stopped === undefined) {
		return [];
	}

	const {pid, killed} = stopped;
	return [
		{
			pid,
			said: killed
				? `Stopped the devnet, process ${pid}, with SIGKILL: it ignored SIGTERM`
				: `Stopped the devnet, process ${pid}`,
		},
	];
}
