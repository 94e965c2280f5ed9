import {execFileSync} from 'node:child_process';
import {readFile, rm, symlink, truncate, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {beforeEach, expect, test} from 'vitest';
import {createWallet, type NewWallet} from '../../src/wallet/create.ts';
import {encryptKeyfile} from '../../src/wallet/keyfile.ts';
import {listWallets} from '../../src/wallet/list.ts';
import {
	openColdkey,
	openHotkey,
	readColdkeyPublic,
	readHotkeyPublic,
} from '../../src/wallet/open.ts';
import {cheap, makeFolder} from '../helpers/wallet.ts';

let directory: string;
let wallet: NewWallet;
let stranger: NewWallet;

const onMnemonic = () => undefined;

beforeEach(async () => {
	directory = await makeFolder();
	wallet = await createWallet({directory, name: 'rig', hotkey: 'a', encrypt: false, onMnemonic});
	stranger = await createWallet({
		directory: await makeFolder(),
		name: 'stranger',
		encrypt: false,
		onMnemonic,
	});
});

const at = (...parts: readonly string[]) => path.join(directory, 'rig', ...parts);
const rig = () => ({directory, name: 'rig'});

type Fields = Record<string, string>;

async function edit(file: string, change: (fields: Fields) => Fields) {
	const fields = JSON.parse(await readFile(file, 'utf8')) as Fields;
	await writeFile(file, JSON.stringify({...fields, ...change(fields)}));
}

/** Flip the lowest bit of the fourth byte. */
function flip(hex = '') {
	const digit = Number.parseInt(hex[9]!, 16);
	const flipped = digit % 2 === 0 ? digit + 1 : digit - 1;
	return `${hex.slice(0, 9)}${flipped.toString(16)}${hex.slice(10)}`;
}

const damaged = {code: 'bad-keyfile', message: expect.stringContaining('damaged') as string};

test.each(['publicKey', 'accountId', 'ss58Address'])(
	'a public file whose %s has changed tells no address',
	async field => {
		await edit(at('coldkeypub.txt'), fields => ({
			[field]: field === 'ss58Address' ? `${fields[field]!.slice(0, -1)}1` : flip(fields[field]),
		}));

		await expect(readColdkeyPublic(rig())).rejects.toMatchObject({
			...damaged,
			path: at('coldkeypub.txt'),
		});
		await expect(openColdkey(rig())).rejects.toMatchObject({path: at('coldkeypub.txt')});
		expect((await listWallets(directory))[0]).toMatchObject({
			coldkey: undefined,
			encrypted: false,
			hotkeys: [{ss58: wallet.hotkey}],
			problems: [expect.stringContaining(at('coldkeypub.txt')) as string],
		});
	},
);

test.each(['publicKey', 'accountId', 'secretSeed', 'privateKey'])(
	'a hotkey file whose %s has changed neither tells its address nor opens',
	async field => {
		await edit(at('hotkeys', 'a'), fields => ({[field]: flip(fields[field])}));

		for (const attempt of [readHotkeyPublic, openHotkey]) {
			await expect(attempt(rig(), 'a')).rejects.toMatchObject({
				...damaged,
				path: at('hotkeys', 'a'),
			});
		}

		expect((await listWallets(directory))[0]).toMatchObject({
			coldkey: wallet.coldkey,
			hotkeys: [{name: 'a', ss58: undefined}],
			problems: [expect.stringContaining(at('hotkeys', 'a')) as string],
		});
	},
);

test('of two files with different keys neither is blamed, and both addresses are named', async () => {
	await writeFile(at('coldkeypub.txt'), await readFile(`${stranger.path}/coldkeypub.txt`));
	const mismatch = {
		code: 'bad-keyfile',
		path: at('coldkey'),
		message: `The keyfile \`${at('coldkey')}\` holds the key of \`${wallet.coldkey}\`, but \`${at('coldkeypub.txt')}\` states \`${stranger.coldkey}\`; one of the two is wrong`,
		fix: 'Compare both addresses with the one that is registered or funded, then put a good copy of the other file in its place.',
	};

	await expect(readColdkeyPublic(rig())).rejects.toMatchObject(mismatch);
	await expect(openColdkey(rig())).rejects.toMatchObject(mismatch);
	expect((await listWallets(directory))[0]).toMatchObject({
		coldkey: undefined,
		problems: [mismatch.message],
	});
});

test('the public half of another key than the encrypted one is found when that opens', async () => {
	const file = at('coldkey');
	const password = 'correct horse';
	const sealed = await encryptKeyfile(file, await readFile(file), {password, cost: cheap});
	await writeFile(file, sealed);
	await writeFile(at('coldkeypub.txt'), await readFile(`${stranger.path}/coldkeypub.txt`));

	await expect(openColdkey(rig(), {password, cost: cheap})).rejects.toMatchObject({
		path: at('coldkey'),
	});
	await rm(at('coldkeypub.txt'));
	await expect(readColdkeyPublic(rig())).rejects.toMatchObject({
		path: file,
		message: expect.stringContaining('no other file states its address') as string,
	});
});

test('a key that is not the one that was shown does not open', async () => {
	expect(await openColdkey(rig(), {address: wallet.coldkey})).toMatchObject({
		address: wallet.coldkey,
	});
	await expect(openColdkey(rig(), {address: stranger.coldkey})).rejects.toMatchObject({
		code: 'bad-keyfile',
		message: `The keyfile \`${at('coldkey')}\` holds the key of \`${wallet.coldkey}\`, but \`${stranger.coldkey}\` was shown`,
	});
	await expect(openHotkey(rig(), 'a', {address: wallet.coldkey})).rejects.toMatchObject({
		path: at('hotkeys', 'a'),
	});
});

test('what is no plain file, or far too large, is refused without being read', async () => {
	const file = at('hotkeys', 'a');
	const tell = async () => {
		await expect(openHotkey(rig(), 'a')).rejects.toMatchObject({code: 'bad-keyfile', path: file});
		const [listed] = await listWallets(directory);
		return listed!.problems;
	};

	await rm(file);
	await symlink('/dev/zero', file);
	expect(await tell()).toEqual([`The keyfile \`${file}\` cannot be read: it is a device`]);

	await rm(file);
	execFileSync('mkfifo', [file]);
	expect(await tell()).toEqual([`The keyfile \`${file}\` cannot be read: it is a pipe`]);

	await rm(file);
	await writeFile(file, '');
	await truncate(file, 65_537);
	expect(await tell()).toEqual([
		`The keyfile \`${file}\` cannot be read: it has 65537 bytes, and at most 65536 are expected`,
	]);
	await truncate(file, 65_536);
	expect(await tell()).toEqual([expect.stringContaining('neither JSON')]);
});

test('a file that the system does not let us read is named with the reason', async () => {
	const file = at('hotkeys', 'a');
	await rm(file);
	await symlink(file, file);

	await expect(openHotkey(rig(), 'a')).rejects.toMatchObject({code: 'bad-keyfile', path: file});
	expect((await listWallets(directory))[0]!.problems).toEqual([
		`The keyfile \`${file}\` cannot be read: ELOOP`,
	]);
});

test('a folder of hotkeys that cannot be read is a problem of its wallet', async () => {
	await rm(at('hotkeys'), {recursive: true});
	await symlink(at('hotkeys'), at('hotkeys'));

	expect((await listWallets(directory))[0]).toMatchObject({
		coldkey: wallet.coldkey,
		hotkeys: [],
		problems: [`\`${at('hotkeys')}\` cannot be read: ELOOP`],
	});
});

test('a public half without a key in it is refused', async () => {
	await writeFile(at('coldkeypub.txt'), '{}');

	await expect(readColdkeyPublic(rig())).rejects.toMatchObject({
		path: at('coldkeypub.txt'),
		message: expect.stringContaining('holds no public key') as string,
	});
});
