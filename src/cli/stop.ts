import {stopDevnet} from '../steps/devnet.ts';
import {
	findRunningMiners,
	type RunningMiner,
	stopMiner,
	type StoppedMiner,
} from '../steps/running-miners.ts';
import type {CommandContext} from '../support/command.ts';
import {BtopError, toFileError} from '../support/errors.ts';
import {resolveHome} from '../support/home.ts';
import {type CommonOptions, withCommon} from './options.ts';
import {createOutput} from './output.ts';
import {createProgram, parseProgram} from './program.ts';

type Options = CommonOptions & {readonly all?: boolean};

/** Error thrown when something of what was to be stopped still runs. What could be stopped is. */
export class NotStoppedError extends BtopError {
	override name = 'NotStoppedError';
	override readonly code = 'not-stopped';
	/** What was stopped. */
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

/** Stop the miners of this home, and with `--all` its devnet too. */
export async function run(context: CommandContext): Promise<void> {
	const program = withCommon(
		createProgram(context, {name: 'stop', summary: 'Stop every miner of this rig.'}),
	)
		.option('--all', 'the background devnet too; its state stays')
		.action(async ({home: directory, json, all}: Options) => {
			const {signal, env} = context;
			const home = resolveHome({directory, env});
			const miners = await Promise.allSettled(
				(await findRunningMiners(home)).map(async miner =>
					toStopped(miner, await stopMiner(miner, {signal})),
				),
			);
			// It goes last: a miner that stops says good-bye to its chain.
			const devnets = await Promise.allSettled(
				all === true ? [stopDevnet(home, {signal}).then(fromDevnet)] : [],
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
				pids.length === 0 ? ['Nothing ran.'] : stopped.map(({said}) => said),
			);
		});
	await parseProgram(program, context.argv);
}

function toStopped({hung}: RunningMiner, {pid, by}: StoppedMiner): readonly Stopped[] {
	const why = hung ? 'it hung' : 'it did not stop when it was asked';
	const said =
		by === 'asking'
			? `Stopped the miner, process ${pid}`
			: `Ended the miner, process ${pid}, by ${by}: ${why}`;
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
				? `Ended the devnet, process ${pid}, by SIGKILL: it did not heed SIGTERM`
				: `Stopped the devnet, process ${pid}`,
		},
	];
}
