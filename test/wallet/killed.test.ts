import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {existsSync} from 'node:fs';
import {mkdir, readdir, utimes, writeFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {text} from 'node:stream/consumers';
import {beforeEach, expect, test} from 'vitest';
import {FileExistsError} from '../../src/support/errors.ts';
import {createWallet, restoreWallet} from '../../src/wallet/create.ts';
import {readMnemonicFile} from '../../src/wallet/mnemonic-file.ts';
import {readColdkeyPublic} from '../../src/wallet/open.ts';
import {btop, parseOnly} from '../helpers/btop.ts';
import {listFiles, makeFolder} from '../helpers/wallet.ts';

let folder: string;
let directory: string;
let words: string;

beforeEach(async () => {
	folder = await makeFolder();
	directory = path.join(folder, 'wallets');
	words = path.join(folder, 'words');
});

/** Be killed at a new wallet once so many files have their names; give what was printed. */
async function beKilled(claims: number, mnemonicFile?: string): Promise<string> {
	const argv = ['test/helpers/killed-wallet.ts', directory, String(claims)];
	const child = spawn(
		process.execPath,
		mnemonicFile === undefined ? argv : [...argv, mnemonicFile],
		{
			stdio: ['ignore', 'pipe', 'inherit'],
		},
	);
	const printed = text(child.stdout);
	const [, signal] = (await once(child, 'close')) as [unknown, string];
	expect(signal).toBe('SIGKILL');
	return printed;
}

const isDraft = (file: string) => path.basename(file).startsWith('.');
const drafts = async () => (await listFiles(folder)).filter(file => isDraft(file));

async function addressOf(mnemonic: string): Promise<string> {
	const {coldkey} = await restoreWallet({
		directory: await makeFolder(),
		name: 'from-words',
		encrypt: false,
		mnemonic,
	});
	return coldkey;
}

test.each([0, 1, 2, 3, 4])(
	'a kill after %i names leaves no coldkey without its words, and the next attempt no draft',
	async claims => {
		await beKilled(claims, words);
		expect(existsSync(words)).toBe(claims > 0);
		expect(existsSync(path.join(directory, 'rig', 'coldkey'))).toBe(false);
		expect(await drafts()).toHaveLength(5);

		const again = createWallet({
			directory,
			name: 'rig',
			encrypt: false,
			mnemonicFile: `${words}-again`,
		});
		if (claims < 2) {
			const {coldkey} = await again;
			expect(await addressOf(await readMnemonicFile(`${words}-again`))).toBe(coldkey);
		} else {
			await expect(again).rejects.toThrow(FileExistsError);
			expect(existsSync(`${words}-again`)).toBe(false);
		}

		expect(await drafts()).toEqual([]);
	},
);

test('the words of an attempt that was killed give back the address that it left', async () => {
	await beKilled(4, words);
	const {address} = await readColdkeyPublic({directory, name: 'rig'});
	expect(await addressOf(await readMnemonicFile(words))).toBe(address);
});

test.each([0, 1, 2, 3])(
	'and where the words were shown, a kill after %i names leaves no coldkey',
	async claims => {
		const printed = await beKilled(claims);
		expect(existsSync(path.join(directory, 'rig', 'coldkey'))).toBe(false);
		if (claims === 3) {
			const {address} = await readColdkeyPublic({directory, name: 'rig'});
			expect(await addressOf(printed)).toBe(address);
		}

		const shown: string[] = [];
		const again = createWallet({
			directory,
			name: 'rig',
			encrypt: false,
			onMnemonic(mnemonic, restores) {
				shown.push(mnemonic, restores);
			},
		});
		if (claims === 0) {
			const {coldkey} = await again;
			expect(shown[1]).toBe('wallet');
			expect(await addressOf(shown[0]!)).toBe(coldkey);
		} else {
			await expect(again).rejects.toThrow(FileExistsError);
			expect(shown).toEqual([]);
		}

		expect(await drafts()).toEqual([]);
	},
);

test.each([0, 1, 2, 3, 4])(
	'`wallet new` after a kill after %i names makes a whole wallet or refuses',
	async claims => {
		await beKilled(claims, words);
		const ended = await btop(
			['wallet', 'new', '-w', 'rig', '--plain', '--json', '--mnemonic-file', `${words}-again`],
			{env: {BTOP_HOME: path.join(folder, 'home'), BT_WALLET_PATH: directory}},
		);
		const answer = parseOnly(ended);
		if (claims < 2) {
			expect(answer).toMatchObject({ok: true, words_restore: 'wallet'});
			expect(await addressOf(await readMnemonicFile(`${words}-again`))).toBe(answer.coldkey);
		} else {
			expect(answer).toMatchObject({ok: false, error: {code: 'exists'}});
		}

		expect(await drafts()).toEqual([]);
	},
);

test('drafts of a process that lives stay while they are young, and other hidden files always', async () => {
	await mkdir(directory);
	const young = `.words.btop-${process.pid}-0123456789ab`;
	const old = `.words.btop-${process.pid}-ba9876543210`;
	const others = ['.words.btop-0123456789ab', '.words.0123456789ab', '.bashrc'];
	for (const name of [young, old, ...others]) {
		await writeFile(path.join(folder, name), '');
	}

	await utimes(path.join(folder, old), 0, 0);
	await utimes(path.join(folder, '.bashrc'), 0, 0);
	await createWallet({directory, name: 'rig', encrypt: false, mnemonicFile: words});

	const hidden = (await readdir(folder)).filter(name => isDraft(name));
	expect(hidden.toSorted()).toEqual([young, ...others].toSorted());
});
