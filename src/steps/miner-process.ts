import {type Background, startBackground} from '../support/background.ts';
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

/**
Start a miner process by its options file, and wait until it answers queries.

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
		signal,
	});
}
