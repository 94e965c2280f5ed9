import {once} from 'node:events';
import {Worker} from 'node:worker_threads';
import {createFairQueue, type Source} from '../support/fair-queue.ts';
import {workerUrl} from '../support/processes/worker-url.ts';
import type {SignedMessage} from './signer.ts';
import {packBatch} from './verify-batch.ts';

export type VerifierOptions = {
	/** The thread's script. @default the program's own */
	readonly url?: URL;
	/** Maximum number of queued requests; one source may fill a quarter of it. @default 1024 */
	readonly capacity?: number;
};

/** Whether a signature is valid, or `busy` if the queue is full. */
export type Verdict = boolean | 'busy';

/** Verify a message's signature; sources take turns. */
export type Verify = (message: SignedMessage, source: Source) => Verdict | Promise<Verdict>;

export type Verifier = {
	/**
	Check whether the key signed the message; `false` if anything is malformed. Rejects only if the thread dies or the verifier is closed.

	@param source Where the message is from, so that no source can hold up another. @default one source for all
	*/
	readonly verify: (message: SignedMessage, source?: Source) => Promise<Verdict>;
	/** Finish the pending requests, then end the thread. */
	readonly close: () => Promise<void>;
};

type Question = {
	readonly message: SignedMessage;
	readonly resolve: (verdict: Verdict) => void;
	readonly reject: (error: Error) => void;
};

/**
Create a verifier that works on its own thread, to keep a server's event loop free.

The thread starts with the first request and does not keep an idle process alive. It gets only a few requests at a time, so that more important ones can still overtake.
*/
export function createVerifier({
	url = workerUrl('verify-worker', import.meta.url),
	capacity = 1024,
}: VerifierOptions = {}): Verifier {
	let thread: Worker | undefined;
	const waiting = createFairQueue<Question>({
		capacity,
		capacityOfSource: Math.ceil(capacity / 4),
	});
	let isSendDue = false;
	/** Batches sent to the thread, in the order in which it will answer. */
	let asked: Array<readonly Question[]> = [];
	let closing: Promise<void> | undefined;

	function start(): Worker {
		const worker = new Worker(url);
		worker.on('message', (answers: Uint8Array) => {
			for (const [index, {resolve}] of asked.shift()!.entries()) {
				resolve(answers[index] === 1);
			}

			send();
			if (asked.length === 0) {
				worker.unref();
			}
		});
		worker.on('error', error => {
			abandon(worker, error);
		});
		worker.on('exit', code => {
			abandon(worker, new Error(`The signature verifier exited with code \`${code}\``));
		});
		return worker;
	}

	/** Reject the requests sent to a dead thread; those still queued start a new one. */
	function abandon(worker: Worker, error: unknown) {
		if (worker !== thread) {
			return;
		}

		thread = undefined;
		const lost = asked.flat();
		asked = [];
		for (const {reject} of lost) {
			reject(new Error('Signatures could not be verified', {cause: error}));
		}

		send();
	}

	function send() {
		isSendDue = false;
		while (asked.length < batchesAhead && waiting.size() > 0) {
			ask(waiting.take(batchSize));
		}
	}

	function ask(questions: readonly Question[]) {
		thread ??= start();
		const batch = packBatch(questions.map(({message}) => message));
		thread.ref();
		thread.postMessage(batch, [batch.buffer]);
		asked.push(questions);
	}

	async function end() {
		if (waiting.size() > 0) {
			ask(waiting.take(Infinity));
		}

		if (!thread) {
			return;
		}

		const gone = once(thread, 'exit');
		thread.ref();
		thread.postMessage(undefined);
		await gone;
	}

	return {
		async verify(message, source = anyone) {
			if (closing) {
				throw new Error('The verifier is closed');
			}

			if (message.publicKey.length !== 32 || message.signature.length !== 64) {
				return false;
			}

			return new Promise((resolve, reject) => {
				if (!waiting.add({message, resolve, reject}, source)) {
					resolve('busy');
				} else if (!isSendDue) {
					isSendDue = true;
					setImmediate(send);
				}
			});
		},
		async close() {
			closing ??= end();
			return closing;
		},
	};
}

const anyone: Source = {name: 'anyone', rank: 0};

/** Batches sent ahead to the thread: about 4 ms of work, which keeps it busy but still allows overtaking. */
const batchesAhead = 2;
const batchSize = 8;
