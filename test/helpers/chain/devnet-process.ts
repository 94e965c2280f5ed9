import {spawn} from 'node:child_process';
import {once} from 'node:events';
import process from 'node:process';
import {createInterface} from 'node:readline';
import {entry} from '../btop.ts';

export type DevnetProcess = {
	readonly url: string;
	readonly pid: number;
	readonly netuids: readonly number[];
	/** End it as an operator would, and tell its exit code. */
	readonly stop: () => Promise<number | undefined>;
};

/** Start the built program's devnet, with its arena, on a free port, and wait for its ready line. */
export async function startDevnetProcess(argv: readonly string[] = []): Promise<DevnetProcess> {
	const child = spawn(process.execPath, [entry, 'devnet', '--port', '0', '--json', ...argv], {
		// The channel is its lifeline: it does not outlive a test run that is killed.
		stdio: ['ignore', 'pipe', 'ignore', 'ipc'],
	});
	const ended = once(child, 'close');
	const [line] = (await once(createInterface({input: child.stdout!}), 'line')) as [string];
	const {url, pid, netuids} = JSON.parse(line) as DevnetProcess;
	return {
		url,
		pid,
		netuids,
		async stop() {
			child.kill('SIGTERM');
			const [code] = (await ended) as [number | undefined];
			return code;
		},
	};
}
