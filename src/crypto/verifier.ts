import {once} from 'node:events';
import {Worker} from 'node:worker_threads';
import {workerUrl} from '../support/worker-url.ts';
import type {SignedMessage} from './signer.ts';
import {packBatch} from './verify-batch.ts';

export type VerifierOptions = {
	/** File of the thread. @default the program's own */
	readonly url?: URL;
};

export type Verifier = {
	/**
	Tell whether the key signed the message; what is malformed is `false`. It rejects only if the thread dies or the verifier is closed.
	*/
	readonly verify: (message: SignedMessage) => Promise<boolean>;
	/** Answer what was asked, then end the thread. */
	readonly close: () => Promise<void>;
};

type Question = {
	readonly message: SignedMessage;
	readonly resolve: (isValid: boolean) => void;
	readonly reject: (error: Error) => void;
};

/**
Create a verifier whose work is done on a thread of its own, so that a server's event loop stays free.

The thread starts with the first question and keeps no idle process alive. Questions that arrive in the same turn of the event loop travel together.
*/
export function createVerifier({
	url = workerUrl('verify-worker', import.meta.url),
}: VerifierOptions = {}): Verifier {
	let thread: Worker | undefined;
	let waiting: Question[] = [];
	/** Batches that the thread has, in the order in which it will answer them. */
	let asked: Question[][] = [];
	let closing: Promise<void> | undefined;

	function start(): Worker {
		const worker = new Worker(url);
		worker.on('message', (answers: Uint8Array) => {
			for (const [index, {resolve}] of asked.shift()!.entries()) {
				resolve(answers[index] === 1);
			}

			if (asked.length === 0) {
				worker.unref();
			}
		});
		worker.on('error', error => {
			abandon(worker, error);
		});
		worker.on('exit', code => {
			abandon(worker, new Error(`The thread that verifies signatures ended with code \`${code}\``));
		});
		return worker;
	}

	/** Let nobody wait for a thread that is gone; the next question starts another. */
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
	}

	function send() {
		if (waiting.length === 0) {
			return;
		}

		thread ??= start();
		const batch = packBatch(waiting.map(({message}) => message));
		thread.ref();
		thread.postMessage(batch, [batch.buffer]);
		asked.push(waiting);
		waiting = [];
	}

	async function end() {
		send();
		if (!thread) {
			return;
		}

		const gone = once(thread, 'exit');
		thread.ref();
		thread.postMessage(undefined);
		await gone;
	}

	return {
		async verify(message) {
			if (closing) {
				throw new Error('The verifier is closed');
			}

			if (message.publicKey.length !== 32 || message.signature.length !== 64) {
				return false;
			}

			return new Promise((resolve, reject) => {
				waiting.push({message, resolve, reject});
				if (waiting.length === 1) {
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
