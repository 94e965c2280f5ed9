import {spawnSync} from 'node:child_process';
import {mkdtemp, readdir, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {expect, test} from 'vitest';
import {withLock} from '../../src/support/lock.ts';

const {signal} = new AbortController();
const lockFile = async () => path.join(await mkdtemp(path.join(tmpdir(), 'btop-lock-')), 'lock');

test('two who want the lock work one after the other', async () => {
	const file = await lockFile();
	let busy = 0;
	const work = async () => {
		busy += 1;
		await new Promise(setImmediate);
		expect(busy).toBe(1);
		busy -= 1;
	};

	await Promise.all([withLock(file, {signal}, work), withLock(file, {signal}, work)]);
	expect(await readdir(path.dirname(file))).toEqual([]);
});

test('a lock whose holder died is taken over', async () => {
	const file = await lockFile();
	const {pid} = spawnSync(process.execPath, ['-e', '']);
	await writeFile(file, String(pid));

	expect(await withLock(file, {signal}, async () => 'done')).toBe('done');
});

test('waiting for a lock ends when it is aborted', async () => {
	const file = await lockFile();
	await writeFile(file, String(process.pid));

	await expect(withLock(file, {signal: AbortSignal.abort()}, async () => 'done')).rejects.toThrow();
});
