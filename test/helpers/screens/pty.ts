import {Buffer} from 'node:buffer';
import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import pty from '@lydell/node-pty';
import xterm from '@xterm/headless';

export type PtyOptions = {
	readonly columns?: number;
	readonly rows?: number;
	/** Beside the path, a UTF-8 locale and a terminal with all colors. */
	readonly env?: Readonly<Record<string, string>>;
	/** Milliseconds to wait for a text. @default 20_000 */
	readonly timeout?: number;
};

/** A program in a pseudo-terminal, and the terminal that shows what it writes. */
export type PtyProgram = {
	readonly pid: number;
	/** The rows of the screen, without what is blank at their ends. */
	readonly screen: () => readonly string[];
	/** Wait until the screen shows a text. */
	readonly shows: (text: RegExp | string) => Promise<void>;
	/** Wait until what was typed has been answered: nothing more was written for a while. */
	readonly quiet: () => Promise<void>;
	/** Type; `keys` names the special ones. */
	readonly type: (text: string) => void;
	readonly resize: (columns: number, rows: number) => void;
	readonly kill: (signal: NodeJS.Signals) => void;
	/** All that was written, escape sequences too. */
	readonly output: () => string;
	/** Bytes written so far. */
	readonly written: () => number;
	readonly isAlternate: () => boolean;
	readonly isCursorHidden: () => boolean;
	readonly exit: Promise<{readonly exitCode: number; readonly signal?: number}>;
	/** Cell by cell, for pictures. */
	readonly terminal: xterm.Terminal;
};

export const keys = {
	enter: '\r',
	escape: '\u{1B}',
	up: '\u{1B}[A',
	down: '\u{1B}[B',
	right: '\u{1B}[C',
	left: '\u{1B}[D',
	tab: '\t',
	backspace: '\u{7F}',
	ctrlC: '\u{3}',
	ctrlU: '\u{15}',
	ctrlZ: '\u{1A}',
} as const;

/** Run a program in a real pseudo-terminal, before a terminal that understands what it writes. */
export function startPty(
	[program, ...args]: readonly string[],
	{columns = 80, rows = 24, env = {}, timeout = 20_000}: PtyOptions = {},
): PtyProgram {
	const terminal = new xterm.Terminal({
		cols: columns,
		rows,
		allowProposedApi: true,
		scrollback: 200,
	});
	const child = pty.spawn(program!, [...args], {
		cols: columns,
		rows,
		env: {
			PATH: process.env.PATH!,
			TERM: 'xterm-256color',
			COLORTERM: 'truecolor',
			LANG: 'C.UTF-8',
			...env,
		},
	});
	const exit = Promise.withResolvers<{exitCode: number; signal?: number}>();
	let output = '';
	let ending: {exitCode: number; signal?: number} | undefined;
	let isCursorHidden = false;
	let onWrite: (() => void) | undefined;
	child.onData(chunk => {
		output += chunk;
		isCursorHidden = output.lastIndexOf('\u{1B}[?25l') > output.lastIndexOf('\u{1B}[?25h');
		terminal.write(chunk, () => onWrite?.());
	});
	child.onExit(end => {
		ending = end;
		// What is still in the terminal's buffer is shown first.
		terminal.write('', () => {
			exit.resolve(end);
			onWrite?.();
		});
	});

	const screen = () =>
		Array.from({length: terminal.rows}, (_, index) => {
			const {active} = terminal.buffer;
			return active.getLine(active.baseY + index)?.translateToString(true) ?? '';
		});

	return {
		pid: child.pid,
		screen,
		async shows(text) {
			const isShown = () => {
				const all = screen().join('\n');
				return typeof text === 'string' ? all.includes(text) : text.test(all);
			};

			const {promise, resolve, reject} = Promise.withResolvers<void>();
			const fail = (reason: string) => {
				reject(new Error(`${reason}, the screen never showed ${text}:\n${screen().join('\n')}`));
			};

			const timer = setTimeout(() => {
				fail(`In ${timeout} ms`);
			}, timeout);
			const look = () => {
				if (isShown()) {
					resolve();
				} else if (ending) {
					fail(`To its end (exit code ${ending.exitCode}, signal ${ending.signal})`);
				}
			};

			onWrite = look;
			look();
			try {
				await promise;
			} finally {
				clearTimeout(timer);
				onWrite = undefined;
			}
		},
		async quiet() {
			// A screen that ticks writes each second; what a key does is there much sooner.
			for (let before = -1; before !== output.length;) {
				before = output.length;
				await sleep(80);
			}
		},
		type(text) {
			child.write(text);
		},
		resize(width, height) {
			terminal.resize(width, height);
			child.resize(width, height);
		},
		kill(signal) {
			child.kill(signal);
		},
		output: () => output,
		written: () => Buffer.byteLength(output),
		isAlternate: () => terminal.buffer.active.type === 'alternate',
		isCursorHidden: () => isCursorHidden,
		exit: exit.promise,
		terminal,
	};
}
