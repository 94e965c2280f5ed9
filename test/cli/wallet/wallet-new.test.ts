import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {beforeEach, expect, test} from 'vitest';
import {createHotkey} from '../../../src/wallet/create-hotkey.ts';
import {createWallet} from '../../../src/wallet/create.ts';
import {btop, parseOnly} from '../../helpers/btop.ts';
import {makeFolder} from '../../helpers/wallet.ts';

let folder: string;
let directory: string;

beforeEach(async () => {
	folder = await makeFolder();
	directory = path.join(folder, 'wallets');
});

async function add(hotkey: string, ...argv: readonly string[]) {
	const words = path.join(folder, hotkey);
	const names = ['-w', 'rig', '-H', hotkey, '--mnemonic-file', words];
	return btop(['wallet', 'new', '--plain', ...names, ...argv], {
		env: {BTOP_HOME: path.join(folder, 'home'), BT_WALLET_PATH: directory},
	});
}

test('`wallet new` says whether its words give back the wallet or one more hotkey alone', async () => {
	const first = parseOnly(await add('first', '--json'));
	expect(first).toMatchObject({ok: true, words_restore: 'wallet'});
	expect(parseOnly(await add('second', '--json'))).toMatchObject({
		ok: true,
		coldkey: first.coldkey,
		words_restore: 'hotkey',
	});

	const {stdout} = await add('third');
	expect(stdout).toContain('another hotkey');
	expect(stdout).toContain('restore only the hotkey `third`, not the coldkey');
});

test('a hotkey for a wallet whose coldkey file is damaged comes with a warning', async () => {
	await add('first');
	const file = path.join(directory, 'rig', 'coldkeypub.txt');
	await writeFile(file, '{"ss58Addr');
	const {stdout, stderr} = await add('second');

	expect(stdout).toMatch(/^coldkey +address unknown$/mv);
	expect(stderr).toContain(file);
});

test('whoever shows the words is told the same', async () => {
	const told: string[] = [];
	const onMnemonic = (_words: string, restores: string) => {
		told.push(restores);
	};

	await createWallet({directory, name: 'rig', encrypt: false, onMnemonic});
	await createHotkey({directory, name: 'rig', hotkey: 'second', onMnemonic});

	expect(told).toEqual(['wallet', 'hotkey']);
});
