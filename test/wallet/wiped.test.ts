import {Buffer} from 'node:buffer';
import {expect, test} from 'vitest';
import {KeyfileFormatError, KeyfilePasswordError} from '../../src/wallet/errors.ts';
import {encryptKeyfile, unlockKeyfile} from '../../src/wallet/keyfile.ts';
import {readPublicKey, readSigner, writeKeyRecords} from '../../src/wallet/secret-record.ts';

const path = '/w/rig/hotkeys/a';
const seed = new Uint8Array(32).fill(7);
const password = 'correct horse';

const isWiped = (bytes: Uint8Array) => bytes.every(byte => byte === 0);

/** Derives nothing, and keeps the key that it gave. */
function createDerivation(first: number) {
	const key = new Uint8Array(32).fill(first);
	return {key, derive: async () => key};
}

test('the bytes of a key are wiped once it is read', () => {
	for (const read of [readSigner, readPublicKey]) {
		const {address, privateRecord} = writeKeyRecords(seed, 'words');

		expect(read(privateRecord, path).address).toBe(address);
		expect(isWiped(privateRecord)).toBe(true);
	}
});

test('they are wiped where they are of no use, too', () => {
	for (const text of ['{"secretSeed":"0x07', JSON.stringify({secretSeed: 7}), '{}']) {
		const bytes = Buffer.from(text);

		expect(() => readSigner(bytes, path)).toThrow(KeyfileFormatError);
		expect(isWiped(bytes)).toBe(true);
	}
});

test('the key of a password is wiped once it has sealed or opened a file, or has not', async () => {
	const {privateRecord} = writeKeyRecords(seed);
	const sealing = createDerivation(1);
	const sealed = await encryptKeyfile(path, privateRecord, {password, ...sealing});
	expect(isWiped(sealing.key)).toBe(true);
	expect(isWiped(privateRecord)).toBe(false);

	const opening = createDerivation(1);
	expect(await unlockKeyfile(path, sealed, {password, ...opening})).toEqual(
		new Uint8Array(privateRecord),
	);
	expect(isWiped(opening.key)).toBe(true);

	const wrong = createDerivation(2);
	await expect(unlockKeyfile(path, sealed, {password, ...wrong})).rejects.toThrow(
		KeyfilePasswordError,
	);
	expect(isWiped(wrong.key)).toBe(true);
});
