import {Buffer} from 'node:buffer';
import {chmod, chown, open, rename, writeFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {beforeEach, expect, test, vi} from 'vitest';
import {UsageError} from '../../src/support/errors.ts';
import {PasswordNeededError} from '../../src/wallet/errors.ts';
import {createPasswordSource, resolvePassword} from '../../src/wallet/password.ts';
import {makeFolder} from '../helpers/wallet.ts';

const request = {path: '/w/rig/coldkey', isNew: false};

let file: string;

beforeEach(async () => {
	file = path.join(await makeFolder(), 'password');
	await writeFile(file, 'from the file\n', {mode: 0o600});
});

test('the open file counts before the environment, and that before the named file and the prompt', async () => {
	const env = {BT_WALLET_PASSWORD: 'from the environment', BT_WALLET_PASSWORD_FILE: file};
	const prompt = vi.fn(async () => 'typed');
	const handle = await open(file);
	try {
		expect(await createPasswordSource({env, fd: handle.fd, prompt})(request)).toBe('from the file');
	} finally {
		await handle.close();
	}

	expect(await createPasswordSource({env, prompt})(request)).toBe('from the environment');
	expect(await createPasswordSource({env: {...env, BT_WALLET_PASSWORD: ''}, prompt})(request)).toBe(
		'from the file',
	);
	expect(prompt).not.toHaveBeenCalled();
	expect(await createPasswordSource({env: {}, prompt})(request)).toBe('typed');
	expect(prompt).toHaveBeenCalledWith(request);
	expect(await createPasswordSource({})(request)).toBeUndefined();
});

test('an open file is read once, though two keys may need the password', async () => {
	const handle = await open(file);
	try {
		const source = createPasswordSource({fd: handle.fd});

		expect(await source(request)).toBe('from the file');
		expect(await source(request)).toBe('from the file');
	} finally {
		await handle.close();
	}
});

test('a file that never ends is no password, however it is given', async () => {
	const handle = await open('/dev/zero');
	try {
		for (const source of [{fd: handle.fd}, {env: {BT_WALLET_PASSWORD_FILE: '/dev/zero'}}]) {
			await expect(createPasswordSource(source)(request)).rejects.toThrow(UsageError);
		}

		expect(await handle.read(Buffer.alloc(1))).toMatchObject({bytesRead: 1});
	} finally {
		await handle.close();
	}

	await writeFile(file, 'p'.repeat(65_536));
	const source = createPasswordSource({env: {BT_WALLET_PASSWORD_FILE: file}});
	expect(await source(request)).toHaveLength(65_536);
});

test('a password file that others may read is reported, with a command that a shell understands', async () => {
	const onWarning = vi.fn();
	const spaced = path.join(path.dirname(file), 'the password');
	await rename(file, spaced);
	const env = {BT_WALLET_PASSWORD_FILE: spaced};
	await createPasswordSource({env, onWarning})(request);
	expect(onWarning).not.toHaveBeenCalled();

	await chmod(spaced, 0o640);
	expect(await createPasswordSource({env, onWarning})(request)).toBe('from the file');
	expect(onWarning).toHaveBeenCalledExactlyOnceWith(
		`Others on this machine can read or change \`${spaced}\`: run \`chmod go-rwx '${spaced}'\``,
	);
});

test.runIf(process.geteuid?.() === 0)('a password file of another user is reported', async () => {
	const onWarning = vi.fn();
	await chown(file, 4711, 4711);
	await createPasswordSource({env: {BT_WALLET_PASSWORD_FILE: file}, onWarning})(request);

	expect(onWarning).toHaveBeenCalledExactlyOnceWith(
		`Another user owns \`${file}\`: run \`sudo chown 0 ${file}\``,
	);
});

test('a file that cannot be read is wrong usage, and the error says what to do', async () => {
	const env = {BT_WALLET_PASSWORD_FILE: `${file}-none`};

	for (const source of [createPasswordSource({env}), createPasswordSource({fd: 987})]) {
		const reading = source(request);
		await expect(reading).rejects.toThrow(UsageError);
		await expect(reading).rejects.toMatchObject({fix: expect.any(String)});
	}
});

test('an empty password is none', async () => {
	await writeFile(file, '\n');
	const source = createPasswordSource({env: {BT_WALLET_PASSWORD_FILE: file}});

	await expect(resolvePassword(source, request)).rejects.toThrow(PasswordNeededError);
	await expect(resolvePassword('', request)).rejects.toThrow(PasswordNeededError);
	await expect(resolvePassword(undefined, request)).rejects.toThrow(PasswordNeededError);
	expect(await resolvePassword('given', request)).toBe('given');
});
