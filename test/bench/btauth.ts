/**
Measure how many signed requests a second are verified, on the calling thread and on a thread of its own, and how long the event loop stands still meanwhile: `node test/bench/btauth.ts`.
*/
import {Buffer} from 'node:buffer';
import {monitorEventLoopDelay, performance} from 'node:perf_hooks';
import {createSigner, verifySignature} from '../../src/crypto/sr25519.ts';
import {createVerifier} from '../../src/crypto/verifier.ts';
import type {RequestVerifierOptions} from '../../src/protocol/btauth.ts';
import {signRequest} from '../../src/protocol/sign-request.ts';
import {createCheck} from '../helpers/check-request.ts';

const count = 5000;
const concurrency = 32;
const signer = createSigner({uri: '//Alice'});
const receiver = createSigner({uri: '//Bob'}).address;
const request = {method: 'POST', path: '/generate', body: Buffer.alloc(350, 'x'), receiver, signer};

const signStart = performance.now();
const headers = await Promise.all(Array.from({length: count}, async () => signRequest(request)));
console.log(`signed: ${perSecond(signStart)}/s`);

const verifier = createVerifier();
await measure('header checks alone', () => true);
await measure('on the calling thread', verifySignature);
await measure('on a thread of its own', verifier.verify);
await verifier.close();

async function measure(title: string, verify: RequestVerifierOptions['verify']) {
	const check = createCheck({receiver, maxAge: 3_600_000, verify});
	const waiting = headers.map(sent =>
		Object.fromEntries(Object.entries(sent).map(([name, value]) => [name.toLowerCase(), value])),
	);
	const delay = monitorEventLoopDelay({resolution: 1});
	delay.enable();
	const start = performance.now();
	await Promise.all(
		Array.from({length: concurrency}, async () => {
			for (let next = waiting.pop(); next; next = waiting.pop()) {
				const answer = await check({...request, headers: next});
				if (!answer.ok) {
					throw new Error(answer.message);
				}
			}
		}),
	);
	delay.disable();
	console.log(
		`${title}: ${perSecond(start)}/s, event loop held for ${(delay.max / 1e6).toFixed(1)} ms at most`,
	);
}

function perSecond(start: number): string {
	return (count / ((performance.now() - start) / 1000)).toFixed(0);
}
