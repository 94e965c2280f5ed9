import process from 'node:process';
import {subnetPlans} from '../devnet/genesis/subnets.ts';
import {startDevnetWorld} from '../devnet/genesis/start-world.ts';
import {aborted} from '../support/aborted.ts';
import type {CommandContext} from '../support/command.ts';
import {identifyHome} from '../support/home.ts';
import {supervise} from '../support/processes/supervise.ts';
import {type CommonOptions, parseFolder, parseInteger, portOption, withCommon} from './options.ts';
import {createOutput, writeLines} from './output.ts';
import {createProgram, parseProgram} from './program.ts';

type Options = CommonOptions & {
	readonly port: number;
	readonly blockTime: number;
	readonly tempo: number;
	readonly bare?: boolean;
	readonly state?: string;
};

/** Run the embedded chain and its arena until a signal arrives. */
export async function run(context: CommandContext): Promise<void> {
	const program = withCommon(
		createProgram(context, {
			name: 'devnet',
			summary: 'a whole Subtensor chain in one process, for any client, on 127.0.0.1',
		}),
	)
		.addOption(portOption('-p, --port <port>', 'port to listen on, 0 for a free one').default(9944))
		.option('--block-time <ms>', 'milliseconds between blocks', parseInteger({min: 10}), 250)
		.option('--tempo <blocks>', 'blocks between epochs', parseInteger({min: 2, max: 65_535}), 20)
		.option('--bare', 'no validators, rivals or their UIDs')
		.option('--state <dir>', 'keep the chain in this folder (default: discarded)', parseFolder)
		.action(async (options: Options) => serve(context, options));
	await parseProgram(program, context.argv);
}

async function serve(
	context: CommandContext,
	{port, blockTime, tempo, bare, state, home, json}: Options,
) {
	const {signal, entry, stderr} = context;
	const output = createOutput({...context, json});
	const devnet = await startDevnetWorld({port, blockTime, tempo, bare, stateDirectory: state});
	await using stack = new AsyncDisposableStack();
	stack.defer(devnet.close);
	if (bare !== true) {
		for (const side of ['validators', 'rivals']) {
			const {close} = supervise({
				command: [process.execPath, entry, 'arena', side, '--network', devnet.url],
				report(line) {
					writeLines(stderr, [`${side}: ${line}`]);
				},
			});
			stack.defer(close);
		}
	}

	const netuids = subnetPlans.map(({netuid}) => netuid);
	// It tells records of this home from those in a copy of it.
	const told = home === undefined ? {} : {home: identifyHome(home)};
	output.result({url: devnet.url, faucet: '//Alice', netuids, pid: process.pid, ...told}, [
		`devnet at ${devnet.url}`,
		`a block every ${blockTime} ms, an epoch every ${tempo} blocks, subnets ${netuids.join(', ')}`,
		'//Alice holds 1,000,000 worthless TAO; Ctrl-C stops it',
	]);
	await aborted(signal);
}
