import type {Background} from '../support/processes/background.ts';
import {BtopError} from '../support/errors.ts';
import {identifyHome} from '../support/home.ts';
import {requireSameMiner} from '../rig/already-mining.ts';
import {chooseMinerAddress} from '../rig/miner-address.ts';
import {type MinerFiles, minerFiles, rememberMinerFiles} from '../rig/miner-files.ts';
import {type MinerOptions, readMinerOptions, writeMinerOptions} from '../rig/miner-options.ts';
import {startMinerProcess} from '../rig/miner-process.ts';
import {toBtopCommand} from '../rig/network/btop-command.ts';
import {identifyNetwork} from '../rig/network/networks.ts';
import {connectMiner} from '../rig/running-miners.ts';
import {type Seat, findTwin, withSeatLock} from '../rig/same-chain.ts';
import {wantedModel} from './model-step.ts';
import type {StepOutcome} from './step.ts';
import {need, type Walk, type WalkStep} from './walk.ts';

/** The customary port of a Bittensor miner. */
export const customaryPort = 8091;

/** A miner process that serves the model and has announced its address on chain. */
export const mineStep: WalkStep = {
	id: 'mine',
	title: 'mine',
	isMet: findSameMiner,
	async run(walk) {
		const {home, signal} = walk.world;
		// Another command may have started it while we waited for the locks.
		const files = filesOf(walk);
		return withSeatLock(
			home,
			{seat: seatOf(walk), files, signal},
			async () => (await findSameMiner(walk)) ?? start(walk, files),
		);
	},
};

/** Find a running miner of the hotkey on this chain, and require that it matches what is asked for. */
async function findSameMiner(walk: Walk): Promise<StepOutcome | undefined> {
	const own = filesOf(walk);
	walk.found.minerFiles = own;
	const found = await joinMiner(walk, own);
	if (found) {
		return found;
	}

	const twin = await findTwin(walk.world.home, seatOf(walk), own);
	if (twin === undefined) {
		return undefined;
	}

	walk.found.minerFiles = twin;
	return joinMiner(walk, twin);
}

async function joinMiner(walk: Walk, files: MinerFiles): Promise<StepOutcome | undefined> {
	const control = await connectMiner(files);
	if (control === undefined) {
		return undefined;
	}

	try {
		const {pid} = control.hello;
		const {address, model} = await control.status();
		const isAsked = walk.choices.servers !== undefined || wantedModel(walk) !== undefined;
		const asked = {
			model: isAsked ? need(walk, 'model') : undefined,
			mine: walk.choices.mine,
			genesisHash: need(walk, 'client').genesisHash,
		};
		const options = await readMinerOptions(files.options);
		const stop = toBtopCommand(['stop', files.name], {home: walk.world.home});
		requireSameMiner(asked, {pid, address, options, stop});
		const isTwin = options.network !== walk.world.network.name;
		return {
			said: `process ${pid} already serves ${model} at ${address}${isTwin ? `; it calls this chain \`${options.network}\`` : ''}`,
		};
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
			model: need(walk, 'model'),
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

const seatOf = (walk: Walk): Seat => ({
	genesisHash: need(walk, 'client').genesisHash,
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
		endpoints: network.endpoints,
		genesisHash: need(walk, 'client').genesisHash,
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
		metadata: home.metadata,
		home: identifyHome(home.directory),
	};
}
