import {stopDevnet} from '../steps/devnet.ts';
import {findRunningMiners, stopMiner} from '../steps/running-miners.ts';
import type {CommandContext} from '../support/command.ts';
import {resolveHome} from '../support/home.ts';
import {type CommonOptions, withCommon} from './options.ts';
import {createOutput} from './output.ts';
import {createProgram, parseProgram} from './program.ts';

type Options = CommonOptions & {readonly all?: boolean};

/** Stop the miners of this home, and with `--all` its devnet too. */
export async function run(context: CommandContext): Promise<void> {
	const program = withCommon(
		createProgram(context, {name: 'stop', summary: 'Stop every miner of this rig.'}),
	)
		.option('--all', 'the background devnet too; its state stays')
		.action(async ({home: directory, json, all}: Options) => {
			const {signal, env} = context;
			const home = resolveHome({directory, env});
			const running = await findRunningMiners(home);
			const stopped = await Promise.all(running.map(async miner => stopMiner(miner)));
			const devnet = all === true ? await stopDevnet(home, {signal}) : undefined;
			const pids = devnet === undefined ? stopped : [...stopped, devnet.pid];
			createOutput({...context, json}).result(
				{stopped: pids},
				pids.length === 0
					? ['Nothing ran.']
					: [
							...stopped.map(pid => `Stopped the miner, process ${pid}`),
							...(devnet === undefined
								? []
								: [`${devnet.killed ? 'Killed' : 'Stopped'} the devnet, process ${devnet.pid}`]),
						],
			);
		});
	await parseProgram(program, context.argv);
}
