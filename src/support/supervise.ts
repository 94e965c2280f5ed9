import {type ChildProcess, spawn} from 'node:child_process';
import {createInterface} from 'node:readline';
import {environmentForChildren} from './environment.ts';

export type SuperviseOptions = {
	/** A program and its arguments. It ends when the channel to us closes. */
	readonly command: readonly string[];
	/** Each line that it says, and what happens to it. */
	readonly report: (line: string) => void;
	/** Milliseconds before it is started again. @default 1000 */
	readonly delay?: number;
};

export type Supervised = {
	/** End it and wait until it is gone. */
	readonly close: () => Promise<void>;
};

/**
Keep a process running: start it again when it ends, until `close()`.
*/
export function supervise({command, report, delay = 1000}: SuperviseOptions): Supervised {
	const [program, ...args] = command;
	let child: ChildProcess | undefined;
	let timer: NodeJS.Timeout | undefined;
	let isClosing = false;

	function start() {
		child = spawn(program!, args, {
			stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
			detached: true,
			env: environmentForChildren(),
		});
		for (const stream of [child.stdout!, child.stderr!]) {
			createInterface({input: stream}).on('line', report);
		}

		child.once('error', error => {
			report(error.message);
		});
		child.once('close', (code, signal) => {
			child = undefined;
			if (isClosing) {
				return;
			}

			report(`ended with ${signal ?? `code ${code}`}, starts again`);
			timer = setTimeout(start, delay);
		});
	}

	start();
	return {
		async close() {
			isClosing = true;
			clearTimeout(timer);
			const ending = child;
			// One that never started has no number, and killing that would be killing ourselves.
			if (ending?.pid !== undefined) {
				await new Promise<void>(resolve => {
					ending.once('close', () => {
						resolve();
					});
					ending.kill('SIGTERM');
				});
			}
		},
	};
}
