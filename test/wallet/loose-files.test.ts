import {execFileSync} from 'node:child_process';
import {chmod, chown, mkdir, rename, rm, symlink} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {beforeEach, expect, test} from 'vitest';
import {createWallet} from '../../src/wallet/create.ts';
import {findLooseFiles} from '../../src/wallet/loose-files.ts';
import {makeFolder} from '../helpers/wallet.ts';

let directory: string;

beforeEach(async () => {
	directory = await makeFolder();
	await createWallet({directory, name: 'rig', encrypt: false, onMnemonic: () => undefined});
});

const at = (...parts: readonly string[]) => path.join(directory, 'rig', ...parts);
const find = async () => findLooseFiles(directory, ['rig']);

test('a wallet as we make it is tight, and so are folders that others may only look into', async () => {
	expect(await find()).toEqual([]);

	for (const folder of [directory, at(), at('hotkeys')]) {
		await chmod(folder, 0o755);
	}

	await chmod(at('coldkeypub.txt'), 0o644);
	await mkdir(at('hotkeys', 'backup'), {mode: 0o755});
	expect(await find()).toEqual([]);
});

test.each([
	['coldkey', 0o640],
	['coldkey', 0o604],
	['hotkeys/default', 0o610],
	['coldkeypub.txt', 0o664],
	['hotkeys/defaultpub.txt', 0o646],
	['hotkeys', 0o770],
	['.', 0o757],
	['..', 0o777],
])('%s with mode %o is pointed out with what mends it', async (name, mode) => {
	const file = at(name);
	await chmod(file, mode);

	expect(await find()).toEqual([
		`Others on this machine can read or change \`${file}\`: run \`chmod go-rwx ${file}\``,
	]);
	await chmod(file, mode - (mode % 0o100));
	expect(await find()).toEqual([]);
});

test('all of several are in one sentence, and in one command', async () => {
	await chmod(at('coldkey'), 0o644);
	await chmod(at('hotkeys', 'default'), 0o644);
	const [sentence, ...others] = await find();

	expect(others).toEqual([]);
	expect(sentence).toContain(`chmod go-rwx ${at('coldkey')} ${at('hotkeys', 'default')}`);
});

test.runIf(process.geteuid?.() === 0)('what another user owns is pointed out', async () => {
	await chown(at('coldkeypub.txt'), 4711, 4711);

	expect(await find()).toEqual([
		`Another user owns \`${at('coldkeypub.txt')}\`: run \`sudo chown 0 ${at('coldkeypub.txt')}\``,
	]);
});

test('for a link, what it leads to is named if it is a file of ours', async () => {
	const target = path.join(directory, 'elsewhere');
	await rename(at('coldkey'), target);
	await symlink(target, at('coldkey'));
	expect(await find()).toEqual([]);

	await chmod(target, 0o644);
	expect(await find()).toEqual([expect.stringContaining(`run \`chmod go-rwx ${target}\``)]);
});

test('nothing is advised for a device or a pipe, nor for a link to one', async () => {
	await rm(at('coldkey'));
	await symlink('/dev/zero', at('coldkey'));
	execFileSync('mkfifo', ['-m', '666', at('hotkeys', 'pipe')]);
	await symlink(at('hotkeys', 'pipe'), at('hotkeys', 'link'));
	await symlink(at('nowhere'), at('hotkeys', 'broken'));

	expect(await find()).toEqual([]);
});

test('a wallet that is not there has no loose files', async () => {
	expect(await findLooseFiles(directory, ['none'])).toEqual([]);
});
