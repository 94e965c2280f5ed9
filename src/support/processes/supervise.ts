import type {ChildProcess} from 'node:child_process';
import {createInterface} from 'node:readline';
import {endChild, startChild} from './child-process.ts';

export type SuperviseOptions = {
	/** A program and its arguments. It must exit when its IPC channel closes. */
	readonly command: readonly string[];
	/** Called with each line of its output, and with what happens to it. */
	readonly report: (line: string) => void;
	/** Milliseconds before a restart. @default 1000 */
	readonly delay?: number;
	/** Milliseconds that it may take to exit on `close()` before it is killed. @default 10_000 */
	readonly timeout?: number;
};

export type Supervised = {
	/** End it and wait until it has exited. */
	readonly close: () => Promise<void>;
};

/**
Keep a process running: restart it whenever it exits, until `close()`.
*/
export function supervise({command, report, delay = 1000, timeout}: SuperviseOptions): Supervised {
	let child: ChildProcess | undefined;
	let timer: NodeJS.Timeout | undefined;
	let isClosing = false;

	const restart = (end: string) => {
		report(`${end}, restarting`);
		timer = setTimeout(start, delay);
	};

	function start() {
		try {
			child = startChild(command, {stdio: ['ignore', 'pipe', 'pipe', 'ipc']});
		} catch (error) {
			restart((error as Error).message);
			return;
		}

		for (const stream of [child.stdout!, child.stderr!]) {
			createInterface({input: stream}).on('line', report);
		}

		child.once('error', error => {
			report(error.message);
		});
		child.once('close', (code, signal) => {
			child = undefined;
			if (!isClosing) {
				restart(`ended with ${signal ?? `code ${code}`}`);
			}
		});
	}

	start();
	return {
		async close() {
			isClosing = true;
			clearTimeout(timer);
			if (child) {
				await endChild(child, {timeout});
			}
		},
	};
}
