import {spawn} from 'node:child_process';
import {once} from 'node:events';
import process from 'node:process';
import {expect, test, vi} from 'vitest';
import {isAlive} from '../../src/support/process.ts';
import {childrenOf} from '../helpers/processes.ts';

test('a process is alive until it has ended', async () => {
	const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
	expect(isAlive(child.pid!)).toBe(true);
	child.kill('SIGKILL');
	await once(child, 'exit');

	expect(isAlive(child.pid!)).toBe(false);
});

test.runIf(process.platform === 'linux')(
	'one that has ended, but that its parent has not waited for, is not alive',
	async () => {
		// The shell waits for nobody once it has become `sleep`.
		const parent = spawn('sh', ['-c', 'sleep 0 & exec sleep 60']);
		const pid = await vi.waitUntil(async () => (await childrenOf(parent.pid!))[0]);
		await vi.waitUntil(() => !isAlive(pid));
		expect(process.kill(pid, 0)).toBe(true);
		parent.kill('SIGKILL');
	},
);
