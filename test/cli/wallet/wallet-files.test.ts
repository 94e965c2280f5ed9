import {chmod, cp, readFile, rm, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {beforeEach, expect, test} from 'vitest';
import {btop, parseOnly} from '../../helpers/btop.ts';
import {makeFolder, recordedWallets} from '../../helpers/wallet.ts';

let folder: string;

beforeEach(async () => {
	folder = await makeFolder();
	await cp(recordedWallets('bittensor-wallet-4.1.1'), at(), {recursive: true});
	for (const name of ['plain', 'locked', 'uri']) {
		await chmod(at(name, 'coldkey'), 0o600);
		await chmod(at(name, 'hotkeys', name === 'plain' ? 'default' : 'hk'), 0o600);
	}
});

const at = (...parts: readonly string[]) => path.join(folder, 'wallets', ...parts);

const run = async (argv: readonly string[], env = {}) =>
	btop(['wallet', ...argv, '--home', path.join(folder, 'home'), '--wallet-path', at()], {env});

test('one changed letter in `coldkeypub.txt` gives an error that names it, not another address', async () => {
	const file = at('plain', 'coldkeypub.txt');
	const text = await readFile(file, 'utf8');
	await writeFile(
		file,
		text.replace(/(?<="publicKey":"0x)./v, digit => (digit === '0' ? '1' : '0')),
	);
	const name = ['-w', 'plain', '--json'];

	for (const argv of [
		['show', ...name],
		['balance', ...name],
		['faucet', ...name],
		['transfer', ...name, '--to', '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY', '--amount=1'],
	]) {
		const failed = await run(argv);
		expect(failed.code).toBe(1);
		expect(parseOnly(failed)).toMatchObject({
			error: {code: 'bad-keyfile', message: expect.stringContaining(file) as string},
		});
	}

	const listed = parseOnly(await run(['list', '--json']));
	expect(listed.wallets).toContainEqual(expect.objectContaining({name: 'plain', coldkey: null}));
	expect(listed.warnings).toEqual([expect.stringContaining(file)]);
});

test('`show` writes a missing public half again from the encrypted coldkey', async () => {
	const file = at('locked', 'coldkeypub.txt');
	const before = JSON.parse(await readFile(file, 'utf8')) as unknown;
	await rm(file);
	const shown = await run(['show', '-w', 'locked', '--json'], {
		BT_WALLET_PASSWORD: 'throwaway-pässword',
	});

	expect(parseOnly(shown).coldkey).toBe('5CZij9erS7xn1c7bWVhBkz4BBvk76zsBHFVFjR536p1UmDdb');
	expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(before);
});

test('a password file that others may read is pointed out to programs as well', async () => {
	const file = path.join(folder, 'the password');
	await writeFile(file, 'throwaway-pässword', {mode: 0o644});
	await rm(at('locked', 'coldkeypub.txt'));
	const shown = await run(['show', '-w', 'locked', '--json'], {BT_WALLET_PASSWORD_FILE: file});

	expect(parseOnly(shown).warnings).toEqual([
		`Others on this machine can read or change \`${file}\`: run \`chmod go-rwx '${file}'\``,
	]);
});

test.each(['plain.tmp', '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY', 'p\u{1B}[31m'])(
	'a wallet in the folder %j is pointed out, and the others are listed',
	async name => {
		await cp(at('plain'), at(name), {recursive: true});
		const listed = await run(['list', '--json']);
		const {wallets, warnings} = parseOnly(listed);

		expect((wallets as ReadonlyArray<{readonly name: string}>).map(each => each.name)).toEqual([
			'locked',
			'plain',
			'uri',
		]);
		expect(warnings).toEqual([
			`The wallet in \`${at(name)}\` is left out, since no wallet can have that name; rename the folder to use it`,
		]);
		expect(listed.stderr).toContain('Note: The wallet in');
		expect(listed.stderr).not.toContain('\u{1B}');
	},
);

test('files that others may read are pointed out once, to people and to programs', async () => {
	await chmod(at('plain', 'coldkey'), 0o644);
	const {stdout, stderr} = await run(['show', '-w', 'plain', '--json']);
	const warning = `Others on this machine can read or change \`${at('plain', 'coldkey')}\`: run \`chmod go-rwx ${at('plain', 'coldkey')}\``;

	expect(JSON.parse(stdout)).toMatchObject({ok: true, warnings: [warning]});
	expect(stderr).toBe(`Note: ${warning}\n`);
	await chmod(at('plain', 'coldkey'), 0o600);
	expect(parseOnly(await run(['show', '-w', 'plain', '--json']))).not.toHaveProperty('warnings');
});
