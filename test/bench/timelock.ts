/**
Measure what timelocked weights cost: a validator's encryption, the beacon's signature, and the chain's check and decryption: `node test/bench/timelock.ts`.
*/
import {performance} from 'node:perf_hooks';

const importStart = performance.now();
const {beaconPublicKey, createBeaconSecret, signRound, verifyRound} =
	await import('../../src/crypto/beacon.ts');
const {decryptWithPulse, encryptUntil} = await import('../../src/crypto/timelock.ts');
console.log(`import: ${(performance.now() - importStart).toFixed(0)} ms`);

const rounds = 20;
const round = 1000n;
const secret = createBeaconSecret();
const publicKey = beaconPublicKey(secret);
const signature = signRound(secret, round);
// Weights for 256 neurons.
const message = new Uint8Array(1069);
const ciphertext = encryptUntil({round, message, beacon: {publicKey}});
console.log(`ciphertext: ${ciphertext.length} bytes for ${message.length}`);

measure('sign a round', () => signRound(secret, round));
measure('verify a round', () => verifyRound({publicKey, round, signature}));
measure('encrypt', () => encryptUntil({round, message, beacon: {publicKey}}));
measure('decrypt', () => decryptWithPulse({ciphertext, signature}));

function measure(title: string, work: () => unknown) {
	work();
	const start = performance.now();
	for (let count = 0; count < rounds; count++) {
		work();
	}

	console.log(`${title}: ${((performance.now() - start) / rounds).toFixed(1)} ms`);
}
