import {spawn} from 'node:child_process';
import type {Engine, EngineRefusal, Part, Work} from '../../src/gpu/engine.ts';
import {createStore} from '../../src/support/store.ts';

export type CommandEngineOptions = {
	/** A program and its arguments. It reads a text, and writes how it goes on. */
	readonly command: readonly [string, ...string[]];
	/** How many of it may run at once. @default 1 */
	readonly capacity?: number;
};

/** Create an engine that runs a program for each text. */
export function createCommandEngine({command, capacity = 1}: CommandEngineOptions): Engine {
	const [program, ...words] = command;
	const closing = new AbortController();
	let underWay = 0;

	async function* generate(prompt: string, signal: AbortSignal): AsyncGenerator<Part> {
		// Aborting the signal ends the program.
		const child = spawn(program, words, {signal, stdio: ['pipe', 'pipe', 'ignore']});
		const ended = new Promise<unknown>(resolve => {
			child.once('error', resolve).once('close', resolve);
		});
		// It may end without having read all.
		child.stdin.on('error', () => undefined).end(prompt);
		let tokens = 0;
		try {
			for await (const text of child.stdout.setEncoding('utf8') as AsyncIterable<string>) {
				tokens++;
				yield {kind: 'text', text};
			}

			const end = await ended;
			yield end === 0
				? {kind: 'text-end', reason: 'stop', promptTokens: 0, tokens}
				: {kind: 'refused', reason: toReason(signal), cause: end};
		} finally {
			// Whoever stops reading needs no more of it.
			child.kill();
		}
	}

	return {
		async *run(work: Work, {signal, deadline} = {}) {
			if (work.kind !== 'generate' || typeof work.prompt !== 'string') {
				yield {kind: 'refused', reason: 'unsupported'};
				return;
			}

			if (underWay === capacity || closing.signal.aborted) {
				yield {kind: 'refused', reason: closing.signal.aborted ? 'closed' : 'queue-full'};
				return;
			}

			const ends = [closing.signal, signal, toSignal(deadline)].filter(end => end !== undefined);
			underWay++;
			try {
				yield* generate(work.prompt, AbortSignal.any(ends));
			} finally {
				underWay--;
			}
		},
		info: () => ({
			name: program,
			provider: 'cpu',
			device: 'this machine',
			model: program,
			capabilities: ['generate'],
			capacity,
			waiting: 0,
			notes: [],
		}),
		memoryBytes: async () => 0,
		restarts: () => 0,
		problem: createStore<string | undefined>(undefined),
		async close() {
			closing.abort();
		},
	};
}

const toSignal = (deadline: number | undefined) =>
	deadline === undefined ? undefined : AbortSignal.timeout(Math.max(0, deadline - Date.now()));

function toReason({aborted, reason}: AbortSignal): EngineRefusal {
	if (!aborted) {
		return 'engine-failed';
	}

	return (reason as Error).name === 'TimeoutError' ? 'deadline' : 'cancelled';
}
