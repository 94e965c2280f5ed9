import {Buffer} from 'node:buffer';
import {readdir, readFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {btop, parseOnly} from '../helpers/btop.ts';
import {processesNaming} from '../helpers/processes.ts';
import {makeTemporaryFolder} from '../helpers/temporary-folder.ts';

const password = 'correct horse battery';
const wrong = 'wrong horse battery';

type Text = readonly [name: string, text: string];

/** Every file below a folder but wallets and sockets, a character a byte. */
async function readAll(folder: string): Promise<readonly Text[]> {
	const entries = await readdir(folder, {recursive: true, withFileTypes: true});
	const files = entries
		.filter(entry => entry.isFile())
		.map(({parentPath, name}) => path.join(parentPath, name))
		.filter(file => !file.includes(`${path.sep}wallets${path.sep}`));
	return Promise.all(files.map(async file => [file, await readFile(file, 'latin1')] as const));
}

/** How the processes of a home were called, and with which environment. */
async function readProcesses(home: string): Promise<readonly Text[]> {
	const files = (await processesNaming(home)).flatMap(pid => [
		`/proc/${pid}/cmdline`,
		`/proc/${pid}/environ`,
	]);
	return Promise.all(files.map(async file => [file, await readFile(file, 'latin1')] as const));
}

test('no password, word or key reaches a process, a log, the ledger or an error of a rig that mines', async () => {
	const home = await makeTemporaryFolder('secrets');
	const outside = await makeTemporaryFolder('words');
	const wordsFile = path.join(outside, 'words');
	const passwordFile = path.join(outside, 'password');
	const said: string[] = [];
	const run = async (given: string, ...argv: readonly string[]) => {
		const ended = await btop([...argv, '--json'], {
			env: {
				BTOP_HOME: home,
				BTOP_TRACE: '1',
				BT_WALLET_PASSWORD: given,
				BT_WALLET_PASSWORD_FILE: passwordFile,
			},
		});
		said.push(ended.stdout, ended.stderr);
		return parseOnly(ended);
	};

	try {
		const {path: wallet} = await run(password, 'wallet', 'new', '--mnemonic-file', wordsFile);
		const register = ['register', '--netuid', '3', '--yes'];
		await run(password, 'wallet', 'faucet');
		expect(await run(wrong, ...register)).toMatchObject({error: {code: 'wrong-password'}});
		expect(await run(password, ...register)).toMatchObject({ok: true});
		const mine = ['mine', '--netuid', '3', '--port', '0', '--detach'];
		expect(await run(password, ...mine)).toMatchObject({ok: true});
		let answered = 0;
		while (answered < 3) {
			answered = (await run(password, 'status')).miners[0].queries.answered as number;
		}

		const words = (await readFile(wordsFile, 'utf8')).trim();
		const hotkey = await readFile(path.join(wallet, 'hotkeys', 'default'), 'utf8');
		const {secretSeed, privateKey} = JSON.parse(hotkey) as Readonly<Record<string, string>>;
		const keys = [secretSeed!, privateKey!].map(key => key.replace(/^0x/v, ''));
		expect(keys.map(key => key.length)).toEqual([64, 128]);
		const bytes = keys.map(key => Buffer.from(key, 'hex').toString('latin1'));
		const secrets = [password, wrong, words, ...keys, ...bytes, passwordFile];
		const files = await readAll(home);
		const processes = await readProcesses(home);
		expect(files.map(([file]) => path.extname(file))).toEqual(
			expect.arrayContaining(['.log', '.json', '.sqlite']),
		);
		// Devnet, both sides of the arena, miner and engine at least.
		expect(processes.length).toBeGreaterThanOrEqual(10);

		const leaks = [...files, ...processes, ['what was printed', said.join('')] as const].filter(
			([, text]) => secrets.some(secret => text.includes(secret)),
		);
		expect(leaks.map(([name]) => name)).toEqual([]);
	} finally {
		await run(password, 'stop', '--all');
	}
});
