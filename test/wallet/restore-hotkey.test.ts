import {readFile, rm, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {beforeEach, expect, test} from 'vitest';
import {createHotkey, restoreHotkey} from '../../src/wallet/create-hotkey.ts';
import {createWallet} from '../../src/wallet/create.ts';
import {readHotkeyPublic} from '../../src/wallet/open.ts';
import {btop, parseOnly} from '../helpers/btop.ts';
import {makeFolder} from '../helpers/wallet.ts';

let folder: string;
let directory: string;
/** The words of the wallet, and those of its second hotkey. */
let walletWords: string;
let hotkeyWords: string;
let coldkey: string;
let first: string;
let second: string;

beforeEach(async () => {
	folder = await makeFolder();
	directory = path.join(folder, 'wallets');
	({coldkey, hotkey: first} = await createWallet({
		directory,
		name: 'rig',
		hotkey: 'first',
		encrypt: false,
		onMnemonic(words) {
			walletWords = words;
		},
	}));
	second = await createHotkey({
		directory,
		name: 'rig',
		hotkey: 'second',
		onMnemonic(words) {
			hotkeyWords = words;
		},
	});
});

const fileOf = (...names: readonly string[]) => path.join(directory, 'rig', ...names);

async function restore(hotkey: string, words: string, ...argv: readonly string[]) {
	const file = path.join(folder, 'words');
	await writeFile(file, words);
	const names = ['-w', 'rig', '-H', hotkey, '--mnemonic-file', file];
	return btop(['wallet', 'restore', ...names, ...argv], {
		env: {BTOP_HOME: path.join(folder, 'home'), BT_WALLET_PATH: directory, BT_WALLET_PASSWORD: 'x'},
	});
}

test('a lost hotkey comes back from its own words, its coldkey left as it was', async () => {
	const before = await readFile(fileOf('coldkey'));
	const hotkeyFile = await readFile(fileOf('hotkeys', 'second'));
	await rm(fileOf('hotkeys', 'second'));

	expect(parseOnly(await restore('second', hotkeyWords, '--hotkey-only', '--json'))).toMatchObject({
		ok: true,
		coldkey,
		hotkey: second,
	});
	expect(await readFile(fileOf('hotkeys', 'second'))).toEqual(hotkeyFile);
	expect(await readFile(fileOf('coldkey'))).toEqual(before);
});

test('a lost hotkey that was derived comes back from the words of its coldkey', async () => {
	const hotkeyFile = await readFile(fileOf('hotkeys', 'first'));
	await rm(fileOf('hotkeys', 'first'));
	await rm(fileOf('hotkeys', 'firstpub.txt'));
	// As on a rig.
	await rm(fileOf('coldkey'));

	const restored = await restoreHotkey({
		directory,
		name: 'rig',
		hotkey: 'first',
		mnemonic: walletWords,
	});
	expect(restored).toMatchObject({coldkey, hotkey: first});
	expect(await readFile(fileOf('hotkeys', 'first'))).toEqual(hotkeyFile);
	expect(await readHotkeyPublic({directory, name: 'rig'}, 'first')).toMatchObject({address: first});
});

test('a hotkey comes back on a machine that has nothing of its wallet', async () => {
	await rm(directory, {recursive: true});
	const {stdout} = await restore('second', hotkeyWords, '--hotkey-only');

	expect(stdout).toContain(second);
	expect(stdout).toMatch(/^coldkey +not on this machine$/mv);
});

test('words of another key than the public half states are refused', async () => {
	await rm(fileOf('hotkeys', 'second'));
	const {code, stderr} = await restore('second', walletWords, '--hotkey-only');

	expect(code).toBe(2);
	expect(stderr).toContain(`states \`${second}\``);
	await expect(readFile(fileOf('hotkeys', 'second'))).rejects.toThrow('ENOENT');
});

test('where the coldkey’s address is unknown, its words are not taken for those of a hotkey', async () => {
	await writeFile(fileOf('coldkey'), '$NACL');
	await rm(fileOf('coldkeypub.txt'));

	await expect(
		restoreHotkey({directory, name: 'rig', hotkey: 'third', mnemonic: walletWords}),
	).rejects.toMatchObject({code: 'bad-keyfile'});
});

test('whoever restores a hotkey the wrong way, or finds one damaged, is told the right one', async () => {
	await rm(fileOf('hotkeys', 'second'));
	const {stderr} = await restore('second', hotkeyWords);
	expect(stderr).toContain('--hotkey-only');

	await writeFile(fileOf('hotkeys', 'second'), '[]');
	await expect(readHotkeyPublic({directory, name: 'rig'}, 'second')).rejects.toMatchObject({
		fix: expect.stringContaining('--hotkey-only') as string,
	});
});
