import {Buffer} from 'node:buffer';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {createEd25519Signer} from '../../src/crypto/ed25519.ts';
import {createSigner} from '../../src/crypto/sr25519.ts';
import {createVerifier, type Verifier} from '../../src/crypto/verifier.ts';

const signers = [
	createSigner({uri: '//Alice'}),
	createSigner({uri: '//Bob'}),
	createEd25519Signer(new Uint8Array(32).fill(7)),
];

let verifier: Verifier;

beforeEach(() => {
	verifier = createVerifier();
});

afterEach(async () => {
	await verifier.close();
});

test('many questions at once each get their own answer', async () => {
	const questions = await Promise.all(
		Array.from({length: 60}, async (_, index) => {
			const {scheme, publicKey, sign} = signers[index % 3]!;
			const message = Buffer.from(`query ${index}`);
			const signature = await sign(message);
			const isValid = index % 4 !== 0;
			return {
				scheme,
				publicKey,
				signature,
				message: isValid ? message : Buffer.from('other'),
				isValid,
			};
		}),
	);
	const answers = await Promise.all(questions.map(async question => verifier.verify(question)));

	expect(answers).toEqual(questions.map(({isValid}) => isValid));
});

test('what is malformed is `false`, and the thread goes on', async () => {
	const {publicKey, sign} = signers[0]!;
	const message = Buffer.from('query');
	const signature = await sign(message);

	expect(
		await Promise.all([
			verifier.verify({message, signature: signature.subarray(1), publicKey}),
			verifier.verify({message, signature, publicKey: publicKey.subarray(1)}),
			verifier.verify({message, signature, publicKey: new Uint8Array(32).fill(255)}),
			verifier.verify({message, signature: new Uint8Array(64).fill(255), publicKey}),
			verifier.verify({message, signature, publicKey}),
		]),
	).toEqual([false, false, false, false, true]);
});

test('the event loop turns while signatures are verified', async () => {
	const {publicKey, sign} = signers[0]!;
	const message = Buffer.from('query');
	const signature = await sign(message);
	await verifier.verify({message, signature, publicKey});

	let turns = 0;
	const count = setInterval(() => {
		turns += 1;
	}, 1);
	await Promise.all(
		Array.from({length: 500}, async (_, index) =>
			verifier.verify({message, signature, publicKey}, {name: String(index % 4), rank: 0}),
		),
	);
	clearInterval(count);

	// 500 verifications take about 100 ms.
	expect(turns).toBeGreaterThan(10);
});

test('a source that asks without end keeps neither another nor those better known waiting', async () => {
	const {publicKey, sign} = signers[0]!;
	const message = Buffer.from('query');
	const signature = await sign(message);
	await verifier.verify({message, signature, publicKey});

	const order: string[] = [];
	const ask = async (name: string, rank: number) => {
		const verdict = await verifier.verify({message, signature, publicKey}, {name, rank});
		order.push(verdict === 'busy' ? `${name} is refused` : name);
	};

	const flood = Array.from({length: 300}, async () => ask('flood', 2));
	await Promise.all([ask('another', 2), ask('known', 0)]);
	expect(order.filter(name => name === 'flood').length).toBeLessThan(40);
	await Promise.all(flood);
	expect(order.filter(name => name === 'flood is refused')).toHaveLength(44);
});

test('closing answers what was asked, may be done twice, and takes no more questions', async () => {
	const {publicKey, sign} = signers[0]!;
	const message = Buffer.from('query');
	const signature = await sign(message);
	const answer = verifier.verify({message, signature, publicKey});
	await Promise.all([verifier.close(), verifier.close()]);

	expect(await answer).toBe(true);
	await expect(verifier.verify({message, signature, publicKey})).rejects.toThrow('closed');
});

test('a verifier that was never asked closes at once', async () => {
	await expect(verifier.close()).resolves.toBeUndefined();
});

test('when the thread dies, nobody waits for it, and the next question starts another', async () => {
	const {publicKey, sign} = signers[0]!;
	const message = Buffer.from('query');
	const signature = await sign(message);
	const fragile = createVerifier({
		url: new URL('../helpers/fragile-verify-worker.ts', import.meta.url),
	});
	try {
		await expect(
			fragile.verify({message: Buffer.from('die'), signature, publicKey}),
		).rejects.toMatchObject({cause: {message: expect.stringContaining('exited with code `3`')}});
		expect(await fragile.verify({message, signature, publicKey})).toBe(true);
	} finally {
		await fragile.close();
	}
});
