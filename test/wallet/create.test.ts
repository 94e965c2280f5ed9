import {Buffer} from 'node:buffer';
import {readFile, stat, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {beforeEach, expect, test, vi} from 'vitest';
import {verifySignature} from '../../src/crypto/sr25519.ts';
import {FileExistsError} from '../../src/support/errors.ts';
import {createHotkey} from '../../src/wallet/create-hotkey.ts';
import {createWallet, restoreWallet} from '../../src/wallet/create.ts';
import {PasswordNeededError} from '../../src/wallet/errors.ts';
import {listWallets} from '../../src/wallet/list.ts';
import {readMnemonicFile} from '../../src/wallet/mnemonic-file.ts';
import {openColdkey, openHotkey} from '../../src/wallet/open.ts';
import {cheap, listFiles, makeFolder} from '../helpers/wallet.ts';

const password = 'correct horse';
const onMnemonic = () => undefined;

let directory: string;

beforeEach(async () => {
	directory = await makeFolder();
});

test('a new wallet opens with its password and signs with both keys', async () => {
	const made = await createWallet({
		directory,
		name: 'rig',
		hotkey: 'a',
		password,
		cost: cheap,
		onMnemonic,
	});
	const coldkey = await openColdkey({directory, name: 'rig'}, {password, cost: cheap});
	const hotkey = await openHotkey({directory, name: 'rig'}, 'a');
	const message = Buffer.from('query');

	expect(made).toMatchObject({
		name: 'rig',
		path: path.join(directory, 'rig'),
		coldkey: coldkey.address,
		hotkey: hotkey.address,
	});
	expect(made.signer.address).toBe(coldkey.address);
	for (const {publicKey, sign} of [made.signer, coldkey, hotkey]) {
		expect(verifySignature({message, signature: await sign(message), publicKey})).toBe(true);
	}
});

test('the files are those of `btcli`, for the operator only', async () => {
	await createWallet({directory, name: 'rig', encrypt: false, onMnemonic});

	expect(await listFiles(directory)).toEqual([
		'rig',
		'rig/coldkey',
		'rig/coldkeypub.txt',
		'rig/hotkeys',
		'rig/hotkeys/default',
		'rig/hotkeys/defaultpub.txt',
	]);
	for (const file of await listFiles(directory)) {
		const {mode} = await stat(path.join(directory, file));
		expect(mode % 0o1000, file).toBe(/rig$|hotkeys$/v.test(file) ? 0o700 : 0o600);
	}
});

test('an encrypted coldkey shows nothing, and the hotkey does not hold the words', async () => {
	let words = '';
	await createWallet({
		directory,
		name: 'rig',
		password,
		cost: cheap,
		onMnemonic(mnemonic) {
			words = mnemonic;
		},
	});
	const coldkey = await readFile(path.join(directory, 'rig/coldkey'));
	const hotkey = await readFile(path.join(directory, 'rig/hotkeys/default'), 'utf8');

	expect(coldkey.subarray(0, 5).toString()).toBe('$NACL');
	expect(coldkey.toString('latin1')).not.toMatch(/publicKey|5[1-9A-HJ-NP-Za-km-z]{47}/v);
	expect(hotkey).not.toContain('secretPhrase');
	expect(hotkey).not.toContain(words.split(' ', 1)[0]);
});

test('the words give back both addresses', async () => {
	const mnemonicFile = path.join(directory, 'words');
	const made = await createWallet({
		directory,
		name: 'rig',
		hotkey: 'a',
		password,
		cost: cheap,
		mnemonicFile,
	});
	const mnemonic = await readMnemonicFile(mnemonicFile);
	const restored = await restoreWallet({
		directory,
		name: 'again',
		hotkey: 'a',
		password,
		cost: cheap,
		mnemonic,
	});
	const other = await restoreWallet({
		directory,
		name: 'other',
		hotkey: 'b',
		encrypt: false,
		mnemonic,
	});

	expect(restored).toMatchObject({coldkey: made.coldkey, hotkey: made.hotkey});
	expect(other.coldkey).toBe(made.coldkey);
	expect(other.hotkey).not.toBe(made.hotkey);
	expect(await stat(mnemonicFile)).toMatchObject({mode: 0o10_0600});
});

test('a wallet is not made when its words would go nowhere', async () => {
	await expect(createWallet({directory, name: 'rig', password, cost: cheap})).rejects.toThrow(
		TypeError,
	);
	await expect(createHotkey({directory, name: 'rig', hotkey: 'a'})).rejects.toThrow(TypeError);
	expect(await listFiles(directory)).toEqual([]);
});

test('a wallet that is there is refused before a password is asked for, and left as it was', async () => {
	await createWallet({directory, name: 'rig', encrypt: false, onMnemonic});
	const before = await readFile(path.join(directory, 'rig/coldkey'));
	const ask = vi.fn(async () => password);
	const show = vi.fn();

	await expect(
		createWallet({directory, name: 'rig', hotkey: 'b', password: ask, onMnemonic: show}),
	).rejects.toMatchObject({code: 'exists', path: path.join(directory, 'rig/coldkey')});
	expect(ask).not.toHaveBeenCalled();
	expect(show).not.toHaveBeenCalled();
	expect(await readFile(path.join(directory, 'rig/coldkey'))).toEqual(before);
	expect(await listFiles(path.join(directory, 'rig/hotkeys'))).toEqual([
		'default',
		'defaultpub.txt',
	]);
});

test('without a password nothing is made', async () => {
	for (const none of [undefined, '', async () => undefined]) {
		await expect(
			createWallet({directory, name: 'rig', password: none, cost: cheap, onMnemonic}),
		).rejects.toThrow(PasswordNeededError);
	}

	expect(await listFiles(directory)).toEqual([]);
});

test('a mnemonic file that is there is left as it was, and no wallet is made', async () => {
	const mnemonicFile = path.join(directory, 'words');
	await writeFile(mnemonicFile, 'other words');

	await expect(
		createWallet({directory, name: 'rig', password, cost: cheap, mnemonicFile}),
	).rejects.toThrow(FileExistsError);
	expect(await readFile(mnemonicFile, 'utf8')).toBe('other words');
	expect(await listFiles(directory)).toEqual(['words']);
});

test('words are not written to a folder that nobody made, and no wallet is', async () => {
	const folder = path.join(directory, 'none');
	const mnemonicFile = path.join(folder, 'words');
	const ask = vi.fn(async () => password);
	const refused = {code: 'bad-path', path: folder, fix: expect.any(String)};

	await expect(
		createWallet({directory, name: 'rig', password: ask, mnemonicFile}),
	).rejects.toMatchObject(refused);
	await expect(
		createHotkey({directory, name: 'rig', hotkey: 'second', mnemonicFile}),
	).rejects.toMatchObject(refused);
	expect(ask).not.toHaveBeenCalled();
	expect(await listFiles(directory)).toEqual([]);
});

test('when the words cannot be shown, nothing is made', async () => {
	await expect(
		createWallet({
			directory,
			name: 'rig',
			password,
			cost: cheap,
			onMnemonic() {
				throw new Error('The terminal is gone');
			},
		}),
	).rejects.toThrow('The terminal is gone');
	expect(await listFiles(directory)).toEqual([]);
});

test('when a file appears meanwhile, it stays and nothing else is made', async () => {
	await expect(
		createWallet({
			directory,
			name: 'rig',
			password,
			cost: cheap,
			async onMnemonic() {
				await createWallet({directory, name: 'rig', encrypt: false, onMnemonic});
			},
			hotkey: 'late',
		}),
	).rejects.toThrow(FileExistsError);
	expect(await listFiles(path.join(directory, 'rig/hotkeys'))).toEqual([
		'default',
		'defaultpub.txt',
	]);
});

test('a hotkey of its own words is added to a wallet', async () => {
	await createWallet({directory, name: 'rig', encrypt: false, onMnemonic});
	const mnemonicFile = path.join(directory, 'words');
	const address = await createHotkey({directory, name: 'rig', hotkey: 'second', mnemonicFile});
	const [wallet] = await listWallets(directory);

	expect(wallet?.hotkeys.map(({name}) => name)).toEqual(['default', 'second']);
	expect((await openHotkey({directory, name: 'rig'}, 'second')).address).toBe(address);
	await expect(
		createHotkey({directory, name: 'rig', hotkey: 'second', onMnemonic}),
	).rejects.toThrow(FileExistsError);
	await expect(
		createHotkey({directory, name: 'none', hotkey: 'second', onMnemonic}),
	).rejects.toMatchObject({code: 'no-such-wallet'});
	expect(await restoreWalletAddress(await readMnemonicFile(mnemonicFile))).toBe(address);
});

async function restoreWalletAddress(mnemonic: string) {
	const {coldkey} = await restoreWallet({directory, name: 'from-words', encrypt: false, mnemonic});
	return coldkey;
}
