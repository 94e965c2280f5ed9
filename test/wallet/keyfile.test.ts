import {Buffer} from 'node:buffer';
import {expect, test} from 'vitest';
import {deriveKey} from '../../src/wallet/derive-key.ts';
import {isSealed, seal, unseal} from '../../src/wallet/secret-box.ts';
import {cheap} from '../helpers/wallet.ts';

test('a sealed keyfile is 45 bytes longer, never twice the same, and opens with its key alone', () => {
	const key = new Uint8Array(32).fill(1);
	const plaintext = Buffer.from('{"secretSeed":"0x00"}');
	const sealed = seal(plaintext, key);

	expect(isSealed(sealed)).toBe(true);
	expect(isSealed(plaintext)).toBe(false);
	expect(isSealed(new Uint8Array())).toBe(false);
	expect(sealed).toHaveLength(plaintext.length + 45);
	expect(Buffer.from(seal(plaintext, key)).equals(sealed)).toBe(false);
	expect(Buffer.from(unseal(sealed, key)!).equals(plaintext)).toBe(true);
	expect(unseal(sealed, new Uint8Array(32))).toBeUndefined();
	for (const index of [5, 28, 29, 44, 45, sealed.length - 1]) {
		const changed = Uint8Array.from(sealed);
		changed[index]! += 1;
		expect(unseal(changed, key)).toBeUndefined();
	}

	expect(unseal(sealed.subarray(0, 44), key)).toBeUndefined();
});

test('the key depends on every part of the password', async () => {
	const derive = async (password: string) =>
		Buffer.from(await deriveKey(password, {cost: cheap})).toString('hex');
	const keys = await Promise.all(['pass', 'pass ', 'Pass', 'páss'].map(async text => derive(text)));

	expect(new Set(keys).size).toBe(4);
	expect(await derive('pass')).toBe(keys[0]);
});

test('a derivation that the machine cannot do says what it takes', async () => {
	await expect(deriveKey('password', {cost: {memory: 1, passes: 1}})).rejects.toMatchObject({
		code: 'failed',
		fix: expect.stringContaining('512 MiB') as string,
	});
});
