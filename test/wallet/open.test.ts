import {mkdir, readFile, rm, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {beforeEach, expect, test, vi} from 'vitest';
import {UsageError} from '../../src/support/errors.ts';
import {createWallet, type NewWallet} from '../../src/wallet/create.ts';
import {
	KeyfileFormatError,
	KeyfilePasswordError,
	PasswordNeededError,
} from '../../src/wallet/errors.ts';
import {encryptKeyfile} from '../../src/wallet/keyfile.ts';
import {
	openColdkey,
	openHotkey,
	readColdkeyPublic,
	readHotkeyPublic,
} from '../../src/wallet/open.ts';
import {cheap, makeFolder} from '../helpers/wallet.ts';

const password = 'correct horse';

let directory: string;
let wallet: NewWallet;
let words: string;

beforeEach(async () => {
	directory = await makeFolder();
	wallet = await createWallet({
		directory,
		name: 'rig',
		hotkey: 'a',
		encrypt: false,
		onMnemonic(mnemonic) {
			words = mnemonic;
		},
	});
});

const at = (...parts: readonly string[]) => path.join(directory, 'rig', ...parts);
const rig = () => ({directory, name: 'rig'});

async function lock(file: string) {
	const plaintext = await readFile(file);
	await writeFile(file, await encryptKeyfile(file, plaintext, {password, cost: cheap}));
}

test('a wrong password, a damaged file and a missing password are told', async () => {
	await lock(at('coldkey'));
	const wrong = openColdkey(rig(), {password: 'another', cost: cheap});

	await expect(wrong).rejects.toThrow(KeyfilePasswordError);
	await expect(wrong).rejects.toMatchObject({
		code: 'wrong-password',
		exitCode: 4,
		path: at('coldkey'),
		message: expect.not.stringContaining('another') as string,
	});
	await expect(openColdkey(rig())).rejects.toThrow(PasswordNeededError);
	await expect(openColdkey(rig())).rejects.toMatchObject({code: 'needs-password', exitCode: 4});

	await writeFile(at('coldkey'), (await readFile(at('coldkey'))).subarray(0, 20));
	await expect(openColdkey(rig(), {password, cost: cheap})).rejects.toThrow(KeyfilePasswordError);
});

test('nobody is asked for a password that is not needed', async () => {
	const ask = vi.fn(async () => password);
	const hotkey = await openHotkey(rig(), 'a', {password: ask});

	expect(hotkey.address).toBe(wallet.hotkey);
	expect(ask).not.toHaveBeenCalled();
});

test('a hotkey may be encrypted too', async () => {
	await lock(at('hotkeys', 'a'));
	const ask = vi.fn(async () => password);
	const signer = await openHotkey(rig(), 'a', {password: ask, cost: cheap});

	expect(signer.address).toBe(wallet.hotkey);
	expect(ask).toHaveBeenCalledExactlyOnceWith({path: at('hotkeys', 'a'), isNew: false});
});

test('the public halves are read without a password', async () => {
	expect(await readColdkeyPublic(rig())).toMatchObject({address: wallet.coldkey});
	expect(await readHotkeyPublic(rig(), 'a')).toMatchObject({address: wallet.hotkey});

	await rm(at('hotkeys', 'apub.txt'));
	expect(await readHotkeyPublic(rig(), 'a')).toMatchObject({address: wallet.hotkey});
});

test('files of older programs, which hold less, open too', async () => {
	const full = JSON.parse(await readFile(at('hotkeys', 'a'), 'utf8')) as Record<string, string>;
	const {secretSeed, privateKey, ss58Address, publicKey} = full;
	for (const [name, record] of Object.entries({
		seed: {secretSeed},
		bare: {secretSeed: secretSeed!.slice(2)},
		private: {privateKey},
		address: {privateKey, ss58Address, secretPhrase: null, secretSeed: null},
		public: {publicKey, secretSeed},
	})) {
		await writeFile(at('hotkeys', name), JSON.stringify(record));

		expect((await openHotkey(rig(), name)).address, name).toBe(wallet.hotkey);
	}

	await writeFile(at('hotkeys', 'phrase'), JSON.stringify({secretPhrase: words}));
	expect((await openHotkey(rig(), 'phrase')).address).toBe(wallet.coldkey);
});

test.for([
	['$ANSIBLE_VAULT;1.1;AES256\n6162', 'Ansible Vault'],
	['gAAAAABhZ2VuY3J5cHRlZA==', 'Fernet'],
	['not a key', 'is not a keyfile'],
	['"0x12"', 'is not a keyfile'],
	['null', 'is not a keyfile'],
	['{}', 'holds no secret key'],
	[JSON.stringify({publicKey: `0x${'07'.repeat(32)}`}), 'holds no secret key'],
	[JSON.stringify({privateKey: `0x${'ff'.repeat(64)}`}), 'holds no secret key'],
	[JSON.stringify({secretSeed: `0x${'07'.repeat(32)}`, cryptoType: 2}), 'neither sr25519'],
	[
		JSON.stringify({secretSeed: `0x${'07'.repeat(32)}`, publicKey: `0x${'07'.repeat(32)}`}),
		'belongs to another public key',
	],
] as const)(
	'a file that cannot be used is refused with the reason: %s',
	async ([content, reason]) => {
		await writeFile(at('hotkeys', 'odd'), content);
		const opening = openHotkey(rig(), 'odd');

		await expect(opening).rejects.toThrow(KeyfileFormatError);
		await expect(opening).rejects.toThrow(reason);
		await expect(opening).rejects.not.toThrow(/0707|ffff|VAULT;|hZ2Vu/v);
	},
);

test('a file that cannot be read is named', async () => {
	await rm(at('coldkey'));
	await mkdir(at('coldkey'));

	await expect(openColdkey(rig())).rejects.toMatchObject({
		code: 'bad-keyfile',
		message: `The keyfile \`${at('coldkey')}\` cannot be read: EISDIR`,
	});
});

test('an address in the place of a name is explained, with the names that there are', async () => {
	const opening = openHotkey(rig(), wallet.hotkey);

	await expect(opening).rejects.toThrow(UsageError);
	await expect(opening).rejects.toMatchObject({
		fix: 'That one is named `a`. Hotkeys of `rig`: `a`.',
	});
	await expect(openHotkey(rig(), wallet.coldkey)).rejects.toMatchObject({
		fix: 'Hotkeys of `rig`: `a`.',
	});
});

test('what is not there is named, with what there is', async () => {
	await expect(openHotkey(rig(), 'b')).rejects.toMatchObject({
		code: 'no-such-hotkey',
		exitCode: 4,
		fix: 'Hotkeys of `rig`: `a`.',
	});
	await expect(openHotkey({directory, name: 'none'}, 'a')).rejects.toMatchObject({
		code: 'no-such-wallet',
		fix: 'Wallets there: `rig`.',
	});
	await expect(openColdkey({directory: at('none'), name: 'none'})).rejects.toMatchObject({
		code: 'no-such-wallet',
		fix: expect.stringContaining('btop wallet new') as string,
	});
	await rm(at('coldkey'));
	await expect(openColdkey(rig())).rejects.toMatchObject({
		code: 'no-coldkey',
		message: 'Only the public half of the coldkey of `rig` is on this machine',
	});
	await rm(at('coldkeypub.txt'));
	await expect(readColdkeyPublic(rig())).rejects.toMatchObject({code: 'no-coldkey'});
});
