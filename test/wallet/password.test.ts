import {chmod, open, writeFile} from 'node:fs/promises';
import path from 'node:path';
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

test('a password file that others may read is reported', async () => {
	const onWarning = vi.fn();
	const env = {BT_WALLET_PASSWORD_FILE: file};
	await createPasswordSource({env, onWarning})(request);
	expect(onWarning).not.toHaveBeenCalled();

	await chmod(file, 0o640);
	expect(await createPasswordSource({env, onWarning})(request)).toBe('from the file');
	expect(onWarning).toHaveBeenCalledExactlyOnceWith(expect.stringContaining(file));
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
