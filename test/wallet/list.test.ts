import {mkdir, rename, rm, symlink, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {beforeEach, expect, test} from 'vitest';
import {createHotkey} from '../../src/wallet/create-hotkey.ts';
import {createWallet} from '../../src/wallet/create.ts';
import {listWallets} from '../../src/wallet/list.ts';
import {makeFolder} from '../helpers/wallet.ts';

const onMnemonic = () => undefined;

let directory: string;

beforeEach(async () => {
	directory = await makeFolder();
});

const at = (...parts: readonly string[]) => path.join(directory, ...parts);

test('a folder that does not exist holds no wallets', async () => {
	expect(await listWallets(at('none'))).toEqual([]);
});

test('names are in the order in which people count', async () => {
	for (const name of ['rig10', 'rig2', 'Alpha']) {
		await createWallet({directory, name, encrypt: false, onMnemonic});
	}

	for (const hotkey of ['hk10', 'hk2']) {
		await createHotkey({directory, name: 'rig2', hotkey, onMnemonic});
	}

	const wallets = await listWallets(directory);

	expect(wallets.map(({name}) => name)).toEqual(['Alpha', 'rig2', 'rig10']);
	expect(wallets[1]!.hotkeys.map(({name}) => name)).toEqual(['default', 'hk2', 'hk10']);
});

test('a wallet with the public half of its coldkey alone is listed', async () => {
	const {coldkey} = await createWallet({directory, name: 'rig', encrypt: false, onMnemonic});
	await rm(at('rig', 'coldkey'));
	await rm(at('rig', 'hotkeys'), {recursive: true});

	expect(await listWallets(directory)).toEqual([
		{
			name: 'rig',
			path: at('rig'),
			coldkey,
			encrypted: undefined,
			unreadable: false,
			hotkeys: [],
			problems: [],
		},
	]);
});

test('a wallet with hotkeys alone is listed', async () => {
	const {hotkey} = await createWallet({directory, name: 'rig', encrypt: false, onMnemonic});
	await rm(at('rig', 'coldkey'));
	await rm(at('rig', 'coldkeypub.txt'));
	const [wallet] = await listWallets(directory);

	expect(wallet).toMatchObject({
		coldkey: undefined,
		hotkeys: [{name: 'default', ss58: hotkey, encrypted: false}],
		problems: [],
	});
});

test('the address is read from an unencrypted coldkey where its public file is missing', async () => {
	const {coldkey} = await createWallet({directory, name: 'rig', encrypt: false, onMnemonic});
	await rm(at('rig', 'coldkeypub.txt'));

	expect((await listWallets(directory))[0]).toMatchObject({coldkey, encrypted: false});
});

test('a damaged file and one that cannot be read are named, and the rest is listed', async () => {
	await createWallet({directory, name: 'rig', encrypt: false, onMnemonic});
	await writeFile(at('rig', 'hotkeys', 'broken'), '{"privateKey": "0xsecret');
	await rm(at('rig', 'coldkeypub.txt'));
	await mkdir(at('rig', 'coldkeypub.txt'));
	const [wallet] = await listWallets(directory);

	expect(wallet?.hotkeys.map(({name, ss58}) => [name, typeof ss58])).toEqual([
		['broken', 'undefined'],
		['default', 'string'],
	]);
	expect(wallet?.problems).toEqual([
		`The keyfile \`${at('rig', 'coldkeypub.txt')}\` cannot be read: it is a folder`,
		expect.stringContaining(at('rig', 'hotkeys', 'broken')),
	]);
	expect(wallet).toMatchObject({encrypted: false, unreadable: false});
	expect(wallet?.problems.join(' ')).not.toContain('secret');
});

test('a coldkey that is a device is unreadable, and neither encrypted nor not', async () => {
	await createWallet({directory, name: 'rig', encrypt: false, onMnemonic});
	await rm(at('rig', 'coldkey'));
	await symlink('/dev/zero', at('rig', 'coldkey'));

	expect(await listWallets(directory)).toMatchObject([
		{
			coldkey: undefined,
			encrypted: undefined,
			unreadable: true,
			problems: [expect.stringContaining('it is a device')],
		},
	]);
});

test('what is no wallet is not listed', async () => {
	await createWallet({directory, name: 'rig', encrypt: false, onMnemonic});
	await mkdir(at('empty'));
	await writeFile(at('notes.txt'), '');
	await rename(at('rig'), at('.rig'));

	expect(await listWallets(directory)).toEqual([]);
});
