import {execFile} from 'node:child_process';
import {readFile} from 'node:fs/promises';
import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import {promisify} from 'node:util';
import {createRandom} from '../../../src/support/random.ts';
import {isGone} from '../processes.ts';

/**
What can be done to an engine's process.

`kill` and `freeze` are signals. With `starve`, onnxruntime asks for more memory than there is. With `squeeze`, the system grants the process no more memory, whoever in it asks, until it is dead or has answered for a while.
*/
export const harms = ['kill', 'freeze', 'starve', 'squeeze'] as const;

export type Harm = (typeof harms)[number];

export type HarmOptions = {
	/** The process. */
	readonly pid: number;
	/** Where `starving-engine.ts` tells how often it starved. */
	readonly record: string;
	/** How many queries have ended. */
	readonly ended: () => number;
};

/** Put harms in an order that looks like chance and is always the same. */
export function shuffleHarms(
	counts: Readonly<Record<Harm, number>>,
	seed: number,
): readonly Harm[] {
	const random = createRandom(seed);
	return harms
		.flatMap(harm => Array.from({length: counts[harm]}, () => ({harm, place: random()})))
		.toSorted((one, other) => one.place - other.place)
		.map(({harm}) => harm);
}

/**
Do something to a process, and wait until it has had its effect.

@returns Whether it had; the process may have ended before, as one that a busy machine did not let run.
*/
export async function inflict(harm: Harm, {pid, record, ended}: HarmOptions): Promise<boolean> {
	switch (harm) {
		case 'kill':
		case 'freeze': {
			const isSent = signal(pid, harm === 'kill' ? 'SIGKILL' : 'SIGSTOP');
			await waitUntil(async () => isGone(pid));
			return isSent;
		}

		case 'starve': {
			const before = await countStarved(record);
			const hasStarved = async () => (await countStarved(record)) > before;
			signal(pid, 'SIGUSR2');
			await waitUntil(async () => (await hasStarved()) || isGone(pid));
			return hasStarved();
		}

		case 'squeeze': {
			const isLimited = await limitMemory(pid, '1048576');
			const before = ended();
			await waitUntil(async () => ended() > before + 20 || isGone(pid));
			await limitMemory(pid, 'unlimited');
			return isLimited;
		}
	}
}

function signal(pid: number, name: NodeJS.Signals): boolean {
	try {
		return process.kill(pid, name);
	} catch {
		return false;
	}
}

/** Count how often the engine found no memory for a pass. */
export async function countStarved(record: string): Promise<number> {
	const text = await readFile(record, 'utf8').catch(() => '');
	return text.length;
}

/** Look again and again; a slow machine is given the time that it needs. */
export async function waitUntil(isSo: () => boolean | Promise<boolean>): Promise<void> {
	while (!(await isSo())) {
		await sleep(10);
	}
}

/** Limit the memory of a running process, by bytes of addresses. It may be gone. */
async function limitMemory(pid: number, bytes: string) {
	const limit = ['--pid', String(pid), `--as=${bytes}:unlimited`];
	try {
		await promisify(execFile)('prlimit', limit);
		return true;
	} catch {
		return false;
	}
}
