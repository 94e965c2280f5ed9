import {Buffer} from 'node:buffer';
import {execFileSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {performance} from 'node:perf_hooks';
import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import pty from '@lydell/node-pty';

export type ScreenCost = {
	/** Milliseconds from the start to the first 200 bytes. */
	readonly firstPaint: number;
	/** Bytes a second, once it is up. */
	readonly bytesPerSecond: number;
	/** Share of one core, once it is up. */
	readonly cpu: number;
	/** Resident memory in MiB: when it was up, and in the end. */
	readonly mebibytesAtFirst: number;
	readonly mebibytes: number;
};

export type ScreenCostOptions = {
	readonly columns: number;
	readonly rows: number;
	/** Seconds to watch after the first five, in which it comes up. */
	readonly seconds: number;
	readonly env?: Readonly<Record<string, string>>;
};

const settling = 5000;

/** Run a full-screen program in a pseudo-terminal and measure what it costs the terminal and the machine. */
export async function measureScreen(
	[program, ...args]: readonly string[],
	{columns, rows, seconds, env = {}}: ScreenCostOptions,
): Promise<ScreenCost> {
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
	let firstPaint: number | undefined;
	child.onData(chunk => {
		bytes += Buffer.byteLength(chunk);
		if (bytes > 200) {
			firstPaint ??= performance.now() - start;
		}
	});
	const ended = new Promise<void>(resolve => {
		child.onExit(() => {
			resolve();
		});
	});

	await sleep(settling);
	const before = {bytes, ...readProcess(child.pid)};
	await sleep(seconds * 1000);
	const after = {bytes, ...readProcess(child.pid)};
	child.kill('SIGTERM');
	await ended;
	return {
		firstPaint: firstPaint ?? NaN,
		bytesPerSecond: (after.bytes - before.bytes) / seconds,
		cpu: (after.cpuSeconds - before.cpuSeconds) / seconds,
		mebibytesAtFirst: before.mebibytes,
		mebibytes: after.mebibytes,
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
