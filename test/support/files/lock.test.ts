import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {readdir, readFile, stat, writeFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {expect, onTestFinished, test} from 'vitest';
import {LockHeldError, withLock} from '../../../src/support/files/lock.ts';
import {makeTemporaryFolder} from '../../helpers/temporary-folder.ts';

const options = {purpose: 'test', signal: new AbortController().signal};
const lockFile = async () => path.join(await makeTemporaryFolder('lock'), 'lock');
const helper = fileURLToPath(new URL('../../helpers/lock-holder.ts', import.meta.url));

/** Hold the lock in a process of its own until that is killed. */
async function startHolder(file: string) {
	const holder = spawn(process.execPath, [helper, file, '0'], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	onTestFinished(() => {
		holder.kill('SIGKILL');
	});
	await once(holder.stdout, 'data');
	return holder;
}

test('two who want the lock work one after the other, and only their owner sees it', async () => {
	const file = await lockFile();
	let busy = 0;
	const work = async () => {
		busy += 1;
		await new Promise(setImmediate);
		expect(busy).toBe(1);
		expect(await readFile(file, 'utf8')).toBe(`${process.pid}\n`);
		busy -= 1;
	};

	await Promise.all([withLock(file, options, work), withLock(file, options, work)]);
	expect(await readdir(path.dirname(file))).toEqual(['lock.sqlite']);
	expect((await stat(`${file}.sqlite`)).mode % 0o1000).toBe(0o600);
});

test('of many processes only one works at a time, even where one was killed at its work', async () => {
	const file = await lockFile();
	const holder = await startHolder(file);
	const codes = Array.from({length: 5}, async () => {
		const child = spawn(process.execPath, [helper, file, '30'], {stdio: 'inherit'});
		const [code] = (await once(child, 'exit')) as [number];
		return code;
	});
	holder.kill('SIGKILL');

	expect(await Promise.all(codes)).toEqual([0, 0, 0, 0, 0]);
});

test.each([
	['empty', ''],
	['garbage', 'who?'],
	['of a process that lives, but does not hold it', String(process.ppid)],
])('a lock file that is %s holds nobody up', async (_case, text) => {
	const file = await lockFile();
	await writeFile(file, text);

	expect(await withLock(file, options, async () => 'done')).toBe('done');
});

test('waiting for a lock has an end, which names the holder', async () => {
	const file = await lockFile();
	const holder = await startHolder(file);

	const waiting = withLock(file, {...options, timeout: 0}, async () => 'done');
	await expect(waiting).rejects.toBeInstanceOf(LockHeldError);
	await expect(waiting).rejects.toMatchObject({
		code: 'locked',
		path: file,
		pid: holder.pid,
		message: expect.stringContaining(`Cannot test: process \`${holder.pid}\``),
	});
});

test('what is no lock is named, and left alone', async () => {
	const file = await lockFile();
	await writeFile(`${file}.sqlite`, 'a letter');

	await expect(withLock(file, options, async () => 'done')).rejects.toMatchObject({
		code: 'bad-path',
		path: `${file}.sqlite`,
	});
	expect(await readFile(`${file}.sqlite`, 'utf8')).toBe('a letter');
});

test('waiting for a lock ends when it is aborted', async () => {
	const file = await lockFile();
	await startHolder(file);
	const controller = new AbortController();
	const waiting = withLock(file, {...options, signal: controller.signal}, async () => 'done');
	controller.abort();

	await expect(waiting).rejects.toThrow();
});
