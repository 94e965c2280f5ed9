import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {createInterface} from 'node:readline';
import {environmentForChildren} from './environment.ts';

export type SuperviseOptions = {
	/** A program and its arguments. It ends when the channel to us closes. */
	readonly command: readonly string[];
	/** Each line that it says, and what happens to it. */
	readonly report: (line: string) => void;
	/** Milliseconds before it is started again. @default 1000 */
	readonly delay?: number;
	/** Milliseconds that it may take to end when it is closed, before it is killed. @default 10_000 */
	readonly patience?: number;
};

export type Supervised = {
	/** End it and wait until it is gone. */
	readonly close: () => Promise<void>;
};

/**
Keep a process running: start it again when it ends, until `close()`.
*/
export function supervise({
	command,
	report,
	delay = 1000,
	patience = 10_000,
}: SuperviseOptions): Supervised {
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
				await endChild(ending, patience);
			}
		},
	};
}

async function endChild(child: ChildProcess, patience: number) {
	const closed = once(child, 'close');
	child.kill('SIGTERM');
	const timer = setTimeout(() => {
		child.kill('SIGKILL');
		// A process that it has left behind may hold these.
		child.stdout!.destroy();
		child.stderr!.destroy();
	}, patience);
	await closed;
	clearTimeout(timer);
}
