import {usualStartTimeout} from '../gpu/openai/server-options.ts';
import type {MinedModel} from '../miner/models/served-model.ts';
import {type Background, startBackground} from '../support/processes/background.ts';
import {withLock} from '../support/files/lock.ts';
import type {MinerFiles} from './miner-files.ts';

export type MinerProcessOptions = {
	/** The options file must already be written. */
	readonly files: MinerFiles;
	/** The command and leading arguments that start btop again. */
	readonly command: readonly string[];
	/** Whether the miner exits with us. @default false */
	readonly attached?: boolean;
	/** What it answers with. */
	readonly model: MinedModel;
	readonly signal: AbortSignal;
};

/** Milliseconds that a miner may take to start: it loads its model and waits for its chain. */
const timeout = 300_000;

/** Get how long the servers that a miner starts may take, in milliseconds. */
const toServerTimeout = (model: MinedModel): number =>
	Math.max(
		0,
		...('servers' in model ? model.servers : []).map(
			({command, startTimeout = usualStartTimeout}) => (command ? startTimeout * 60_000 : 0),
		),
	);

/**
Run a task while holding the miner's lock, so that nobody else starts it. A second caller waits, and should then check whether the miner already runs.

@throws {LockHeldError} If another process holds the lock for too long.
*/
export async function withMinerLock<Value>(
	{lock}: Pick<MinerFiles, 'lock'>,
	{signal}: {readonly signal: AbortSignal},
	work: () => Promise<Value>,
): Promise<Value> {
	return withLock(lock, {purpose: 'start the miner', timeout: 2 * timeout, signal}, work);
}

/**
Start a miner process from its options file, and wait until it answers queries. The caller must hold its lock.

@throws {BtopError} With the miner's own reason if it cannot start.
*/
export async function startMinerProcess({
	files,
	command,
	attached,
	model,
	signal,
}: MinerProcessOptions): Promise<Background> {
	return startBackground({
		command: [...command, 'miner', files.options, '--json'],
		record: files.record,
		log: files.log,
		attached,
		timeout: timeout + toServerTimeout(model),
		signal,
	});
}
