import {execFile} from 'node:child_process';
import os from 'node:os';
import type {CardReading} from '../card.ts';

export type ReadAppleOptions = {
	/** @default macOS's own `ioreg` */
	readonly command?: readonly string[];
	/** Bytes of memory that processor and graphics share. @default this machine's */
	readonly sharedMemory?: number;
};

const ioreg = ['ioreg', '-r', '-d', '1', '-w', '0', '-c', 'IOAccelerator'];

/** Milliseconds after which it is killed. */
const timeout = 5000;

/**
Read the graphics of an Apple machine from the registry of its devices, which any user may read. Temperature and power are unknown: only root may measure them.
*/
export async function readApple({
	command = ioreg,
	sharedMemory = os.totalmem(),
}: ReadAppleOptions = {}): Promise<readonly CardReading[]> {
	const [program, ...args] = command;
	const {promise, resolve} = Promise.withResolvers<string>();
	execFile(program!, args, {timeout, killSignal: 'SIGKILL'}, (error, stdout) => {
		resolve(error ? '' : stdout);
	});
	const text = await promise;
	return text
		.split(/^\+-o /mv)
		.filter(entry => entry.includes('"PerformanceStatistics"'))
		.map((entry, index) => parseEntry(entry, index, sharedMemory));
}

function parseEntry(entry: string, index: number, sharedMemory: number): CardReading {
	const name = /"model" = "(?<name>[^"]{1,80})"/v.exec(entry)?.groups!.name ?? 'Apple graphics';
	const cores = readNumber(entry, 'gpu-core-count');
	const busy = readNumber(entry, 'Device Utilization %');
	return {
		vendor: 'apple',
		index,
		name: cores === undefined ? name : `${name}, ${cores} cores`,
		state: 'ok',
		memoryUsed: readNumber(entry, 'In use system memory'),
		memoryTotal: sharedMemory,
		load: busy === undefined ? undefined : busy / 100,
		throttles: [],
		processes: [],
	};
}

/** Read a number by its whole key, for there are keys that begin alike. */
function readNumber(entry: string, key: string): number | undefined {
	const found = new RegExp(String.raw`"${key}"\s?=\s?(\d{1,18})`, 'v').exec(entry)?.[1];
	return found === undefined ? undefined : Number(found);
}
