/**
The thread of `createVerifier()`. It receives batches and answers with one byte per message, 1 for a valid signature; `undefined` ends it.
*/
import {parentPort} from 'node:worker_threads';
import {verifySignature} from './sr25519.ts';
import {unpackBatch} from './verify-batch.ts';

const port = parentPort!;

port.on('message', (batch: Uint8Array<ArrayBuffer> | undefined) => {
	if (batch === undefined) {
		port.close();
		return;
	}

	const answers = Uint8Array.from(unpackBatch(batch), message => Number(verifySignature(message)));
	port.postMessage(answers, [answers.buffer]);
});
