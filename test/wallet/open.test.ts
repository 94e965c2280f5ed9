import {Buffer} from 'node:buffer';
import {cp, mkdir, readFile, rm, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {beforeEach, expect, test, vi} from 'vitest';
import {createEd25519Signer} from '../../src/crypto/ed25519.ts';
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
	writeMissingColdkeyPublic,
} from '../../src/wallet/open.ts';
import {writePublicRecord} from '../../src/wallet/secret-record.ts';
import {cheap, listFiles, makeFolder} from '../helpers/wallet.ts';

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
});

test('an encrypted file that is cut short is told before anybody is asked for a password', async () => {
	await lock(at('coldkey'));
	const whole = await readFile(at('coldkey'));
	const ask = vi.fn(async () => password);
	for (const length of [3, 5, 45, 104]) {
		await writeFile(at('coldkey'), whole.subarray(0, length));

		await expect(openColdkey(rig(), {password: ask, cost: cheap})).rejects.toMatchObject({
			code: 'bad-keyfile',
			message: `The keyfile \`${at('coldkey')}\` is cut short: it has only ${length} bytes`,
		});
	}

	expect(ask).not.toHaveBeenCalled();
});

test('one that is shorter than others may be cut, which is told with the question, and with the password that fails', async () => {
	await lock(at('coldkey'));
	const whole = await readFile(at('coldkey'));
	for (const [length, isSaid] of [
		[105, true],
		[424, true],
		[425, false],
	] as const) {
		await writeFile(at('coldkey'), whole.subarray(0, length));

		const ask = vi.fn(async () => password);
		await expect(openColdkey(rig(), {password: ask, cost: cheap})).rejects.toMatchObject({
			code: 'wrong-password',
			fix: expect.stringContaining(isSaid ? `With ${length} bytes` : 'password is lost') as string,
		});
		// Whoever asks for it can say so before the seconds that deriving a key takes.
		expect(ask).toHaveBeenCalledWith({
			path: at('coldkey'),
			isNew: false,
			doubt: isSaid ? expect.stringContaining(`With ${length} bytes`) : undefined,
		});
	}
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

test('an ed25519 key opens by its seed or by its private key, which is the same', async () => {
	const seed = `0x${'07'.repeat(32)}`;
	const {address, publicKey} = createEd25519Signer(new Uint8Array(32).fill(7));
	const stated = `0x${Buffer.from(publicKey).toString('hex')}`;
	for (const secret of [{secretSeed: seed}, {privateKey: seed}]) {
		const record = {...secret, publicKey: stated, cryptoType: 0};
		await writeFile(at('hotkeys', 'ed'), JSON.stringify(record));

		expect(await openHotkey(rig(), 'ed')).toMatchObject({address, scheme: 'ed25519'});
		expect(await readHotkeyPublic(rig(), 'ed')).toMatchObject({address, scheme: 'ed25519'});
	}

	expect(JSON.parse(Buffer.from(writePublicRecord(publicKey, 'ed25519')).toString())).toEqual({
		accountId: stated,
		publicKey: stated,
		ss58Address: address,
		cryptoType: 0,
	});
});

test.for([
	['$ANSIBLE_VAULT;1.1;AES256\n6162', 'Ansible Vault'],
	['gAAAAABhZ2VuY3J5cHRlZA==', 'Fernet'],
	['not a key', 'is not a keyfile'],
	['"0x12"', 'is not a keyfile'],
	['null', 'is not a keyfile'],
	['{"publicKey": "0x07', 'is damaged or cut short'],
	[JSON.stringify({publicKey: '0x07'}), 'its `publicKey` is not valid'],
	[JSON.stringify({accountId: `0x${'0g'.repeat(32)}`}), 'its `accountId` is not valid'],
	[JSON.stringify({privateKey: `0x${'07'.repeat(33)}`}), 'its `privateKey` is not valid'],
	[JSON.stringify({ss58Address: '5'}), 'its `ss58Address` is not valid'],
	[JSON.stringify({secretSeed: `0x${'07'.repeat(16)}`}), 'holds no secret key'],
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
		message: `The keyfile \`${at('coldkey')}\` cannot be read: it is a folder`,
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
	const nowhere = {directory: at('none'), name: 'none'};
	await expect(openColdkey(nowhere)).rejects.toMatchObject({
		code: 'no-such-wallet',
		fix: expect.stringContaining(
			`\`btop wallet new -w none --wallet-path ${at('none')}\``,
		) as string,
	});
	await expect(openHotkey(nowhere, 'two')).rejects.toMatchObject({
		fix: expect.stringContaining('`btop wallet new -w none -H two --wallet-path') as string,
	});
	await rm(at('coldkey'));
	await expect(openColdkey(rig())).rejects.toMatchObject({
		code: 'no-coldkey',
		message: 'Only the public half of the coldkey of `rig` is on this machine',
	});
	await rm(at('coldkeypub.txt'));
	await expect(readColdkeyPublic(rig())).rejects.toMatchObject({
		code: 'no-coldkey',
		fix: expect.stringContaining(
			`\`btop wallet restore -w rig --wallet-path ${directory}\``,
		) as string,
	});
});

test('a missing public half of an encrypted coldkey is written again, and another stays', async () => {
	const unlocking = {password, cost: cheap};
	const before = await readFile(at('coldkeypub.txt'), 'utf8');
	await writeMissingColdkeyPublic(rig(), unlocking);
	await lock(at('coldkey'));
	await rm(at('coldkeypub.txt'));

	await expect(readColdkeyPublic(rig())).rejects.toMatchObject({
		fix: expect.stringContaining('btop wallet show') as string,
	});
	await writeMissingColdkeyPublic(rig(), unlocking);
	expect(JSON.parse(await readFile(at('coldkeypub.txt'), 'utf8'))).toEqual(JSON.parse(before));

	await writeFile(at('coldkeypub.txt'), 'damaged');
	await writeMissingColdkeyPublic(rig(), unlocking);
	expect(await readFile(at('coldkeypub.txt'), 'utf8')).toBe('damaged');
});

test('a coldkey that needs no password, or that is not here, gets no public half', async () => {
	await rm(at('coldkeypub.txt'));
	await writeMissingColdkeyPublic(rig(), {});
	expect(await listFiles(at())).not.toContain('coldkeypub.txt');

	await rm(at('coldkey'));
	await writeMissingColdkeyPublic(rig(), {});
	expect(await listFiles(at())).not.toContain('coldkeypub.txt');
});

test('without a name, the hotkey is `default`', async () => {
	await cp(at('hotkeys', 'a'), at('hotkeys', 'default'));

	expect((await openHotkey(rig())).address).toBe(wallet.hotkey);
	expect((await readHotkeyPublic(rig())).address).toBe(wallet.hotkey);
});

test('a public half alone is no hotkey', async () => {
	await rm(at('hotkeys', 'a'));

	for (const read of [openHotkey, readHotkeyPublic]) {
		await expect(read(rig(), 'a')).rejects.toMatchObject({
			code: 'no-such-hotkey',
			message: 'The wallet `rig` has no hotkey `a`',
			fix: 'The wallet `rig` has no hotkeys on this machine; copy one here or create one.',
		});
	}
});

test('several names are listed, and a wallet without a coldkey says how it gets one', async () => {
	await cp(at('hotkeys', 'a'), at('hotkeys', 'b'));
	await expect(openHotkey(rig(), 'c')).rejects.toMatchObject({
		fix: 'Hotkeys of `rig`: `a`, `b`.',
	});
	await rm(at('coldkey'));
	await expect(openColdkey(rig())).rejects.toMatchObject({
		fix: expect.stringContaining('on the machine that has it') as string,
	});
	await rm(at('coldkeypub.txt'));
	await expect(openColdkey(rig())).rejects.toMatchObject({
		code: 'no-coldkey',
		message: `The wallet \`${at()}\` has no coldkey`,
		fix: expect.stringContaining('btop wallet restore') as string,
	});
});
