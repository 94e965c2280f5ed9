import {chmod, mkdir, readFile, stat, symlink, writeFile} from 'node:fs/promises';
import {closeSync, writeSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {PathError} from '../../../src/support/errors.ts';
import {openPrivateFile, setOwnMode} from '../../../src/support/files/private-file.ts';
import {makeTemporaryFolder} from '../../helpers/temporary-folder.ts';

const mode = async (file: string) => (await stat(file)).mode % 0o1000;

test('a private file is made for its owner only, appended to, or replaced', async () => {
	const file = path.join(await makeTemporaryFolder('private'), 'log');
	for (const [how, text] of [
		['append', 'one '],
		['append', 'two'],
	] as const) {
		const descriptor = openPrivateFile(file, how);
		writeSync(descriptor, text);
		closeSync(descriptor);
	}

	expect(await readFile(file, 'utf8')).toBe('one two');
	expect(await mode(file)).toBe(0o600);
	closeSync(openPrivateFile(file, 'replace'));
	expect(await readFile(file, 'utf8')).toBe('');
});

test('nothing is opened or changed through a link', async () => {
	const folder = await makeTemporaryFolder('private');
	const [target, link, targetFolder, linkToFolder] = ['precious', 'link', 'folder', 'way'].map(
		name => path.join(folder, name),
	) as [string, string, string, string];
	await writeFile(target, 'mine', {mode: 0o644});
	await symlink(target, link);
	await mkdir(targetFolder);
	await chmod(targetFolder, 0o755);
	await symlink(targetFolder, linkToFolder);

	for (const open of [
		() => openPrivateFile(link, 'append'),
		() => openPrivateFile(link, 'replace'),
		() => {
			setOwnMode(link, 0o600);
		},
		() => {
			setOwnMode(linkToFolder, 0o700);
		},
	]) {
		expect(open).toThrow(PathError);
	}

	expect(await readFile(target, 'utf8')).toBe('mine');
	expect(await mode(target)).toBe(0o644);
	expect(await mode(targetFolder)).toBe(0o755);
});

test('the mode of a file, and of a folder, is set', async () => {
	const folder = await makeTemporaryFolder('private');
	const file = path.join(folder, 'file');
	await writeFile(file, '', {mode: 0o644});
	setOwnMode(file, 0o600);
	setOwnMode(folder, 0o500);

	expect(await mode(file)).toBe(0o600);
	expect(await mode(folder)).toBe(0o500);
	setOwnMode(folder, 0o700);
});
