import {ControlTakenError} from '../miner/control/errors.ts';
import type {Background} from '../support/background.ts';
import type {Home} from '../support/home.ts';
import {ensureDevnet} from './devnet.ts';
import type {MinerFiles} from './miner-files.ts';
import {readMinerOptions, writeMinerOptions} from './miner-options.ts';
import {startMinerProcess, withMinerLock} from './miner-process.ts';
import {connectMiner} from './running-miners.ts';

export type RestartMinerOptions = {
	readonly files: MinerFiles;
	readonly home: Home;
	/** A program and its first arguments that start btop again. */
	readonly command: readonly string[];
	/** Ends the start; a miner that was started lives on. */
	readonly signal: AbortSignal;
};

/**
Start a miner that is gone again, as it was started before. The home's devnet is started first if none runs; it listens elsewhere if its port was taken meanwhile.

@throws {BtopError} With the miner's own reason if it cannot start; `exists` if it is not gone, `miner-hung` if it hangs.
*/
export async function restartMiner({
	files,
	home,
	command,
	signal,
}: RestartMinerOptions): Promise<Background> {
	return withMinerLock(files, {signal}, async () => {
		await requireGone(files);
		const options = await readMinerOptions(files.options);
		if (options.network === 'devnet') {
			const {url} = await ensureDevnet({home, command, signal});
			await writeMinerOptions(files.options, {...options, url});
		}

		return startMinerProcess({files, command, signal});
	});
}

/** What a miner that runs keeps in its files is left alone. */
async function requireGone(files: MinerFiles) {
	const control = await connectMiner(files);
	if (!control) {
		return;
	}

	control.close();
	throw new ControlTakenError(files.socket, control.hello.pid);
}
