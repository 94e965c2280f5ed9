import process from 'node:process';
import {connectChain} from '../chain/connect.ts';
import {openLedger} from '../ledger/open-ledger.ts';
import {openLog} from '../miner/log.ts';
import {createMinerChain} from '../miner/miner-chain.ts';
import {startMiner} from '../miner/start-miner.ts';
import {verifyModel} from '../models/verify-model.ts';
import {type MinerOptions, readMinerOptions} from '../steps/miner-options.ts';
import {aborted} from '../support/aborted.ts';
import type {CommandContext} from '../support/command.ts';
import {createTeardown} from '../support/teardown.ts';
import {taskById} from '../tasks/registry.ts';
import {openHotkey} from '../wallet/open.ts';
import {createOutput} from './output.ts';
import {createProgram, parseProgram} from './program.ts';

/** The miner process: `btop miner OPTIONS_FILE`, started by `btop mine` and by the walk. It says once that it is ready, and ends when it is asked to. */
export async function run(context: CommandContext): Promise<void> {
	const program = createProgram(context, {name: 'miner', summary: 'A miner process.'})
		.argument('<file>', 'its options')
		.option('--json', 'say that it is ready in one JSON object')
		.action(async (file: string, {json}: {readonly json?: boolean}) =>
			serve(context, await readMinerOptions(file), json),
		);
	await parseProgram(program, context.argv);
}

async function serve(context: CommandContext, options: MinerOptions, json?: boolean) {
	const {signal, entry} = context;
	const {network, netuid, model} = options;
	const teardown = createTeardown();
	try {
		await verifyModel(model);
		const signer = await openHotkey(
			{directory: options.walletsDirectory, name: options.wallet},
			options.hotkeyName,
		);
		const client = await connectChain({url: options.url, signal});
		teardown.add(client.close);
		const ledger = openLedger({file: options.ledger});
		teardown.add(ledger.close);
		const log = openLog({file: options.log});
		teardown.add(log.close);
		const chain = createMinerChain(client, {netuid, signer});
		teardown.add(chain.close);
		const miner = await startMiner({
			network,
			netuid,
			hotkey: signer.address,
			chain,
			ledger,
			log,
			task: taskById(options.task)!,
			modelName: model.name,
			engine: {
				model: model.path,
				command: [process.execPath, entry, 'engine'],
				device: options.device,
			},
			host: options.bind,
			port: options.port,
			announce:
				options.externalIp === undefined
					? undefined
					: {ip: options.externalIp, port: options.externalPort},
			socket: options.socket,
			signal,
		});
		teardown.add(miner.close);
		const {uid, engine, device} = miner.state.getSnapshot();
		createOutput({...context, json}).result(
			{
				pid: process.pid,
				socket: options.socket,
				netuid,
				uid,
				address: miner.address,
				engine,
				device,
			},
			[`process ${process.pid} answers at ${miner.address}`],
		);
		await Promise.race([miner.ended, aborted(signal)]);
	} finally {
		await teardown.run();
	}
}
