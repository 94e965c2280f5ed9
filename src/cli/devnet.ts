import process from 'node:process';
import {subnetPlans} from '../devnet/genesis/subnets.ts';
import {startDevnetWorld} from '../devnet/genesis/start-world.ts';
import {aborted} from '../support/aborted.ts';
import type {CommandContext} from '../support/command.ts';
import {supervise} from '../support/supervise.ts';
import {createTeardown} from '../support/teardown.ts';
import {type CommonOptions, parseFolder, parseInteger, portOption, withCommon} from './options.ts';
import {createOutput} from './output.ts';
import {createProgram, parseProgram} from './program.ts';

type Options = CommonOptions & {
	readonly port: number;
	readonly blockTime: number;
	readonly tempo: number;
	readonly bare?: boolean;
	readonly state?: string;
};

/** Run the embedded chain, with its arena beside it, until a signal ends it. */
export async function run(context: CommandContext): Promise<void> {
	const program = withCommon(
		createProgram(context, {
			name: 'devnet',
			summary: 'A whole Subtensor chain in one process, for any client, on 127.0.0.1.',
		}),
	)
		.addOption(portOption('-p, --port <port>', 'port to listen on, 0 for a free one').default(9944))
		.option('--block-time <ms>', 'milliseconds between blocks', parseInteger({min: 10}), 250)
		.option('--tempo <blocks>', 'blocks between epochs', parseInteger({min: 2, max: 65_535}), 20)
		.option('--bare', 'without validators, rivals and their UIDs')
		.option(
			'--state <dir>',
			'keep the chain in this folder; without it, it is forgotten',
			parseFolder,
		)
		.action(async (options: Options) => serve(context, options));
	await parseProgram(program, context.argv);
}

async function serve(
	context: CommandContext,
	{port, blockTime, tempo, bare, state, json}: Options,
) {
	const {signal, entry, stderr} = context;
	const output = createOutput({...context, json});
	const devnet = await startDevnetWorld({port, blockTime, tempo, bare, stateDirectory: state});
	const teardown = createTeardown();
	teardown.add(devnet.close);
	try {
		if (bare !== true) {
			for (const side of ['validators', 'rivals']) {
				const {close} = supervise({
					command: [process.execPath, entry, 'arena', side, '--network', devnet.url],
					report(line) {
						stderr.write(`${side}: ${line}\n`);
					},
				});
				teardown.add(close);
			}
		}

		const netuids = subnetPlans.map(({netuid}) => netuid);
		output.result({url: devnet.url, faucet: '//Alice', netuids, pid: process.pid}, [
			`devnet at ${devnet.url}`,
			`a block every ${blockTime} ms, an epoch every ${tempo} blocks, subnets ${netuids.join(', ')}`,
			'//Alice holds 1,000,000 TAO of no worth; Ctrl-C ends it',
		]);
		await aborted(signal);
	} finally {
		await teardown.run();
	}
}
