import path from 'node:path';
import type {OpenAiServer} from '../gpu/openai/server-options.ts';
import {ControlTakenError} from '../miner/control/errors.ts';
import type {MinedModel} from '../miner/models/served-model.ts';
import type {Background} from '../support/processes/background.ts';
import {type Home, identifyHome} from '../support/home.ts';
import {ensureDevnet} from './network/devnet.ts';
import {type MinerFiles, readMinerName} from './miner-files.ts';
import {type MinerOptions, readMinerOptions, writeMinerOptions} from './miner-options.ts';
import {startMinerProcess, withMinerLock} from './miner-process.ts';
import {connectMiner} from './running-miners.ts';
import {findTwin, withSeatLock} from './same-chain.ts';

export type RestartMinerOptions = {
	readonly files: MinerFiles;
	readonly home: Home;
	/** The command and leading arguments that start btop again. */
	readonly command: readonly string[];
	/** Cancels the start; a miner already started keeps running. */
	readonly signal: AbortSignal;
};

/**
Restart a miner that is gone, with its previous options. The home's devnet is started first if it is not running, on another port if its own was taken meanwhile.

@throws {BtopError} With the miner's own reason if it cannot start; `exists` if it is not gone, `miner-hung` if it hangs.
*/
export async function restartMiner({
	files,
	home,
	command,
	signal,
}: RestartMinerOptions): Promise<Background> {
	return withSeat(files, {home, signal}, async () => {
		await requireGone(files);
		const before = await readMinerOptions(files.options);
		const options = {
			...moveOptions(before, home),
			home: identifyHome(home.directory),
			socket: files.socket,
			log: files.log,
		};
		const {url} =
			options.network === 'devnet' ? await ensureDevnet({home, command, signal}) : options;
		await writeMinerOptions(files.options, {...options, url});
		return startMinerProcess({files, command, model: options.model, signal});
	});
}

/** Start a miner under its locks, unless its hotkey is served under another name of the chain. */
async function withSeat<T>(
	files: MinerFiles,
	{home, signal}: Pick<RestartMinerOptions, 'home' | 'signal'>,
	start: () => Promise<T>,
): Promise<T> {
	const {genesisHash} = await readMinerOptions(files.options);
	if (genesisHash === undefined) {
		return withMinerLock(files, {signal}, start);
	}

	const seat = {...readMinerName(files), genesisHash};
	return withSeatLock(home, {seat, files, signal}, async () => {
		const twin = await findTwin(home, seat, files);
		if (twin !== undefined) {
			await requireGone(twin);
		}

		return start();
	});
}

/** Correct paths in options that came with a home that was copied or moved: they still point to where it was. */
function moveOptions(options: MinerOptions, {directory, ledger}: Home): MinerOptions {
	const before = path.dirname(options.ledger);
	const move = (file: string) => {
		const inside = path.relative(before, file);
		const isInside = !inside.startsWith('..') && !path.isAbsolute(inside);
		return isInside ? path.join(directory, inside) : file;
	};

	const {model, walletsDirectory} = options;
	return {
		...options,
		ledger,
		walletsDirectory: move(walletsDirectory),
		model: moveModel(model, move),
	};
}

function moveModel(model: MinedModel, move: (file: string) => string): MinedModel {
	if ('servers' in model) {
		const [first, ...others] = model.servers;
		const moveKey = ({keyFile, ...server}: OpenAiServer): OpenAiServer => ({
			...server,
			...(keyFile !== undefined && {keyFile: move(keyFile)}),
		});
		return {...model, servers: [moveKey(first), ...others.map(server => moveKey(server))]};
	}

	const expected = model.expected?.map(file => ({...file, path: move(file.path)}));
	return {...model, path: move(model.path), expected};
}

/** Never touch the files of a running miner. */
async function requireGone(files: MinerFiles) {
	const control = await connectMiner(files);
	if (!control) {
		return;
	}

	control.close();
	throw new ControlTakenError(files.socket, control.hello.pid);
}
