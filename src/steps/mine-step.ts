import type {Background} from '../support/background.ts';
import {BtopError} from '../support/errors.ts';
import {requireSameMiner} from './already-mining.ts';
import {chooseMinerAddress} from './miner-address.ts';
import {type MinerFiles, minerFiles, rememberMinerFiles} from './miner-files.ts';
import {type MinerOptions, readMinerOptions, writeMinerOptions} from './miner-options.ts';
import {startMinerProcess, withMinerLock} from './miner-process.ts';
import {getMinerStatus} from './miner-status.ts';
import {identifyNetwork} from './networks.ts';
import {connectMiner} from './running-miners.ts';
import type {StepOutcome} from './step.ts';
import {need, type Walk, type WalkStep} from './walk.ts';

/** Where a Bittensor miner listens by custom. */
export const customaryPort = 8091;

/** A miner process that serves the model, and has told the chain where. */
export const mineStep: WalkStep = {
	id: 'mine',
	title: 'mine',
	async isMet(walk) {
		const files = filesOf(walk);
		walk.found.minerFiles = files;
		return findSameMiner(walk, files);
	},
	async run(walk) {
		const files = filesOf(walk);
		const {signal} = walk.world;
		// Another command may have started it while we waited for our turn.
		return withMinerLock(
			files,
			{signal},
			async () => (await findSameMiner(walk, files)) ?? start(walk, files),
		);
	},
};

/** Tell whether a miner of the hotkey is at it, and is what is asked for. */
async function findSameMiner(walk: Walk, files: MinerFiles): Promise<StepOutcome | undefined> {
	const control = await connectMiner(files);
	if (control === undefined) {
		return undefined;
	}

	try {
		const {pid} = control.hello;
		const {address, model} = await getMinerStatus(control);
		requireSameMiner(walk, {pid, address, options: await readMinerOptions(files.options)});
		return {said: `process ${pid} is at it already, with ${model} at ${address}`};
	} finally {
		control.close();
	}
}

async function start(walk: Walk, files: MinerFiles): Promise<StepOutcome> {
	const {world, found} = walk;
	const putBack = await rememberMinerFiles(files);
	await writeMinerOptions(files.options, toOptions(walk));
	let miner: Background;
	try {
		miner = await startMinerProcess({
			files,
			command: world.command,
			attached: !walk.choices.mine.detach,
			signal: world.signal,
		});
	} catch (error) {
		await putBack({keepLog: error instanceof BtopError && error.fix?.includes(files.log)});
		throw error;
	}

	found.miner = miner;
	const {address, engine, device} = miner.ready as Readonly<Record<string, string>>;
	return {said: `process ${miner.pid} answers at ${address!}, ${engine!} on ${device!}`};
}

const filesOf = (walk: Walk) =>
	minerFiles(walk.world.home, {
		network: walk.world.network.name,
		netuid: need(walk, 'subnet').netuid,
		hotkey: need(walk, 'hotkey'),
	});

function toOptions(walk: Walk): MinerOptions {
	const {world, choices} = walk;
	const {network, home} = world;
	const {real} = identifyNetwork(network, need(walk, 'client'));
	const {bind, announce} = chooseMinerAddress({...choices.mine, isLocal: !real});
	const {log, socket} = need(walk, 'minerFiles');
	return {
		network: network.name,
		url: need(walk, 'url'),
		netuid: need(walk, 'subnet').netuid,
		task: need(walk, 'task'),
		walletsDirectory: world.walletsDirectory,
		wallet: choices.wallet,
		hotkeyName: choices.hotkeyName,
		model: need(walk, 'model'),
		device: choices.mine.device,
		bind,
		port: choices.mine.port ?? customaryPort,
		externalIp: announce,
		externalPort: choices.mine.externalPort,
		socket,
		log,
		ledger: home.ledger,
	};
}
