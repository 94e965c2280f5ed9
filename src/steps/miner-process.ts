import {type Background, startBackground} from '../support/background.ts';
import {withLock} from '../support/lock.ts';
import type {MinerFiles} from './miner-files.ts';

export type MinerProcessOptions = {
	/** Its options are in their file already. */
	readonly files: MinerFiles;
	/** A program and its first arguments that start btop again. */
	readonly command: readonly string[];
	/** Whether it ends with us, rather than living on. @default false */
	readonly attached?: boolean;
	readonly signal: AbortSignal;
};

/** How long a miner may take to start, in milliseconds: it reads its model, and waits for its chain. */
const patience = 300_000;

/**
Start a miner while nobody else does. Whoever comes second waits, and should look first whether it runs by then.

@throws {LockHeldError} If another process starts it and does not come to an end.
*/
export async function withMinerLock<Value>(
	{lock}: Pick<MinerFiles, 'lock'>,
	{signal}: {readonly signal: AbortSignal},
	work: () => Promise<Value>,
): Promise<Value> {
	return withLock(lock, {purpose: 'start the miner', patience: 2 * patience, signal}, work);
}

/**
Start a miner process by its options file, and wait until it answers queries. Hold its lock meanwhile.

@throws {BtopError} With the miner's own reason if it cannot start.
*/
export async function startMinerProcess({
	files,
	command,
	attached,
	signal,
}: MinerProcessOptions): Promise<Background> {
	return startBackground({
		command: [...command, 'miner', files.options, '--json'],
		record: files.record,
		log: files.log,
		attached,
		patience,
		signal,
	});
}
