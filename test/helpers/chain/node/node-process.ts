import {spawn} from 'node:child_process';
import {once} from 'node:events';
import process from 'node:process';
import {createInterface} from 'node:readline';
import {fileURLToPath} from 'node:url';

export type NodeProcess = {
	readonly url: string;
	readonly specVersion: number;
	readonly stop: () => Promise<void>;
};

export type NodeProcessOptions = {
	/** A file that `readBlobs()` reads. */
	readonly metadata: string;
	/** Milliseconds. @default the main chain's 12_000 */
	readonly blockTime?: number;
	/** TAO by SS58. */
	readonly funds?: Readonly<Record<string, number>>;
};

const main = fileURLToPath(new URL('main.ts', import.meta.url));

/** Start a node with recorded metadata on a free port, as a process of its own: what it makes of a request takes no time of the test's. */
export async function startNodeProcess({
	metadata,
	blockTime = 12_000,
	funds = {},
}: NodeProcessOptions): Promise<NodeProcess> {
	const child = spawn(
		process.execPath,
		[
			main,
			'--metadata',
			metadata,
			'--block-time',
			String(blockTime),
			...Object.entries(funds).flatMap(([address, tao]) => ['--fund', `${address}=${tao}`]),
		],
		// The channel is its lifeline: it does not outlive a test run that is killed.
		{stdio: ['ignore', 'pipe', 'inherit', 'ipc']},
	);
	const ended = once(child, 'close');
	const [line] = (await once(createInterface({input: child.stdout!}), 'line')) as [string];
	const {url, specVersion} = JSON.parse(line) as NodeProcess;
	return {
		url,
		specVersion,
		async stop() {
			child.kill('SIGTERM');
			await ended;
		},
	};
}
