import {Buffer} from 'node:buffer';
import {execFileSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {performance} from 'node:perf_hooks';
import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import pty from '@lydell/node-pty';

export type ScreenCost = {
	/** Bytes a second, once it is up. */
	readonly bytesPerSecond: number;
	/** Share of one core, once it is up. */
	readonly cpu: number;
	/** Resident memory in MiB: when it was up, half way, in the end, and the most in between. */
	readonly mebibytesAtFirst: number;
	readonly mebibytesHalfway: number;
	readonly mebibytes: number;
	readonly mostMebibytes: number;
};

export type ScreenOptions = {
	readonly columns: number;
	readonly rows: number;
	readonly env?: Readonly<Record<string, string>>;
};

const settling = 5000;
const starts = 5;
/** Milliseconds between two looks at the memory. */
const lookEvery = 1000;

/** Start a full-screen program in a pseudo-terminal some times, and measure in milliseconds how long it takes to draw. */
export async function measureFirstPaint(
	command: readonly string[],
	options: ScreenOptions,
): Promise<number> {
	const paints: number[] = [];
	for (let start = 0; start < starts; start++) {
		const screen = openScreen(command, options);
		paints.push(await screen.firstPaint);
		await screen.close();
	}

	return paints.toSorted((a, b) => a - b)[Math.floor(starts / 2)]!;
}

/** Watch a full-screen program for so many seconds after the first five, in which it comes up, and measure what it costs the terminal and the machine. */
export async function watchScreen(
	command: readonly string[],
	{seconds, ...options}: ScreenOptions & {readonly seconds: number},
): Promise<ScreenCost> {
	const screen = openScreen(command, options);
	await screen.firstPaint;
	await sleep(settling);
	const before = screen.read();
	const end = performance.now() + seconds * 1000;
	const memory: number[] = [];
	while (performance.now() < end) {
		await sleep(lookEvery);
		memory.push(screen.read().mebibytes);
	}

	const after = screen.read();
	await screen.close();
	return {
		bytesPerSecond: (after.bytes - before.bytes) / seconds,
		cpu: (after.cpuSeconds - before.cpuSeconds) / seconds,
		mebibytesAtFirst: before.mebibytes,
		mebibytesHalfway: memory[Math.floor(memory.length / 2)]!,
		mebibytes: after.mebibytes,
		mostMebibytes: Math.max(before.mebibytes, ...memory),
	};
}

function openScreen([program, ...args]: readonly string[], {columns, rows, env}: ScreenOptions) {
	const start = performance.now();
	const child = pty.spawn(program!, [...args], {
		cols: columns,
		rows,
		env: {
			PATH: process.env.PATH!,
			HOME: process.env.HOME!,
			TERM: 'xterm-256color',
			COLORTERM: 'truecolor',
			LANG: 'C.UTF-8',
			...env,
		},
	});
	let bytes = 0;
	const painted = Promise.withResolvers<number>();
	child.onData(chunk => {
		bytes += Buffer.byteLength(chunk);
		if (bytes > 200) {
			painted.resolve(performance.now() - start);
		}
	});
	const ended = new Promise<void>(resolve => {
		child.onExit(() => {
			painted.reject(new Error(`\`${program}\` ended before it drew anything`));
			resolve();
		});
	});
	return {
		firstPaint: painted.promise,
		read: () => ({bytes, ...readProcess(child.pid)}),
		async close() {
			child.kill('SIGTERM');
			await ended;
		},
	};
}

const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK'], {encoding: 'utf8'}));

/** What Linux says of a process: processor time used so far, and resident memory. */
function readProcess(pid: number) {
	const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
	// The name, in parentheses, may hold anything; the fields after it are numbered from 3 on.
	const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
	const resident = /^VmRSS:\s+(?<kibibytes>\d+)/mv.exec(
		readFileSync(`/proc/${pid}/status`, 'utf8'),
	)?.groups;
	return {
		cpuSeconds: (Number(fields[11]) + Number(fields[12])) / ticksPerSecond,
		mebibytes: Number(resident?.kibibytes) / 1024,
	};
}
