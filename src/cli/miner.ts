import path from 'node:path';
import process from 'node:process';
import {connectChain} from '../chain/connect.ts';
import {splitDevices} from '../gpu/devices/device-choice.ts';
import {createJournal} from '../ledger/journal.ts';
import {recordNetwork} from '../ledger/networks.ts';
import {openLedger} from '../ledger/open-ledger.ts';
import {openLog} from '../miner/observe/log.ts';
import {createMinerChain} from '../miner/miner-chain.ts';
import {startMiner} from '../miner/start-miner.ts';
import {readCatalogue} from '../models/catalogue.ts';
import {shippedModelsDirectory} from '../models/shipped.ts';
import {verifyModel} from '../models/verify-model.ts';
import {readMinerOptions, writeMinerOptions} from '../rig/miner-options.ts';
import {openMetadataCache} from '../rig/network/metadata-cache.ts';
import {limitOf} from '../rig/network/networks.ts';
import {keepModelChoice} from '../rig/use-model.ts';
import {aborted} from '../support/aborted.ts';
import type {CommandContext} from '../support/command.ts';
import {resolveHome} from '../support/home.ts';
import {holdHeap} from '../support/processes/v8-flags.ts';
import {taskById} from '../tasks/registry.ts';
import {openHotkey} from '../wallet/open.ts';
import {createOutput} from './output.ts';
import {createProgram, parseProgram} from './program.ts';

/** Run the miner process: `btop miner OPTIONS_FILE`, started by `btop mine` and by the walk. It reports once when it is ready, and exits on request. */
export async function run(context: CommandContext): Promise<void> {
	const program = createProgram(context, {name: 'miner', summary: 'a miner process'})
		.argument('<file>', 'its options')
		.option('--json', 'report readiness as one JSON object')
		.action(async (file: string, {json}: {readonly json?: boolean}) => serve(context, file, json));
	await parseProgram(program, context.argv);
}

async function serve(context: CommandContext, file: string, json?: boolean) {
	const options = await readMinerOptions(file);
	const {signal, entry} = context;
	const {network, netuid, model, url, endpoints = [url], metadata} = options;
	await using stack = new AsyncDisposableStack();
	if (!('servers' in model)) {
		await verifyModel(model);
	}

	const signer = await openHotkey(
		{directory: options.walletsDirectory, name: options.wallet},
		options.hotkeyName,
	);
	const client = await connectChain({
		url: endpoints,
		// At the one address of a devnet, another chain may have begun since.
		genesisHash: options.endpoints && options.genesisHash,
		limitOf,
		metadata: metadata === undefined ? undefined : openMetadataCache({metadata}, url),
		signal,
	});
	stack.defer(client.close);
	const ledger = openLedger({file: options.ledger});
	stack.defer(ledger.close);
	recordNetwork(ledger, {network, genesisHash: client.genesisHash});
	const log = openLog({file: options.log});
	stack.defer(log.close);
	const journal = createJournal(ledger, {
		network,
		isPayment: false,
		report(line) {
			log.write('warn', line);
		},
	});
	const chain = createMinerChain(client, {netuid, signer, journal});
	stack.defer(chain.close);
	const miner = await startMiner({
		network,
		netuid,
		hotkey: signer.address,
		chain,
		ledger,
		log,
		task: taskById(options.task)!,
		model,
		async keepModel(chosen, {isPromoted}) {
			await writeMinerOptions(file, {...options, model: chosen});
			if (!isPromoted) {
				return;
			}

			const home = resolveHome({directory: path.dirname(options.ledger)});
			const catalogue = await readCatalogue({directory: shippedModelsDirectory(entry)});
			keepModelChoice(home, {task: options.task, model: chosen, catalogue});
		},
		engine: {
			command: [process.execPath, entry, 'engine'],
			devices: splitDevices(options.device),
		},
		host: options.bind,
		port: options.port,
		announce:
			options.externalIp === undefined
				? undefined
				: {ip: options.externalIp, port: options.externalPort},
		socket: options.socket,
		home: options.home,
		startedAt: performance.timeOrigin,
		signal,
	});
	stack.defer(miner.close);
	const {uid, engine, device} = miner.state.getSnapshot();
	createOutput({...context, json}).result(
		{
			pid: process.pid,
			home: options.home,
			socket: options.socket,
			netuid,
			uid,
			address: miner.address,
			engine,
			device,
		},
		[`process ${process.pid} answers at ${miner.address}`],
	);
	// It runs for weeks on what it has loaded by now; left alone, V8 would grow the heap as long as memory is free.
	holdHeap();
	await Promise.race([miner.ended, aborted(signal)]);
}
