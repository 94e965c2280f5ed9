/**
The thread that verifies signatures, with one flaw: it ends when it is asked about the message `die`.
*/
import {Buffer} from 'node:buffer';
import process from 'node:process';
import {parentPort} from 'node:worker_threads';
import {unpackBatch} from '../../src/crypto/verify-batch.ts';

parentPort!.on('message', (batch: Uint8Array<ArrayBuffer> | undefined) => {
	const messages = batch ? unpackBatch(batch) : [];
	if (messages.some(({message}) => Buffer.from(message).toString() === 'die')) {
		process.exit(3);
	}
});

await import('../../src/crypto/verify-worker.ts');
