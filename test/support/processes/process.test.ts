import {spawn} from 'node:child_process';
import {once} from 'node:events';
import process from 'node:process';
import {expect, test} from 'vitest';
import {endProcess, isAlive, waitUntilGone} from '../../../src/support/processes/process.ts';
import {childrenOf} from '../../helpers/processes.ts';
import {until} from '../../helpers/until.ts';

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
		const pid = await until(async () => (await childrenOf(parent.pid!))[0]);
		await until(() => !isAlive(pid));
		expect(process.kill(pid, 0)).toBe(true);
		parent.kill('SIGKILL');
	},
);

async function startProcess(program: string) {
	const child = spawn(process.execPath, ['-e', `${program}; console.log('runs')`]);
	await once(child.stdout, 'data');
	return child.pid!;
}

test('a process is ended by SIGTERM, and by SIGKILL if it does not heed that', async () => {
	const heeds = await startProcess('setInterval(() => {}, 1000)');
	const deaf = await startProcess("process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)");

	expect(await waitUntilGone(deaf, {timeout: 0})).toBe(false);
	expect(await endProcess(heeds)).toBe(false);
	expect(await endProcess(deaf, {timeout: 100})).toBe(true);
	expect([isAlive(heeds), isAlive(deaf)]).toEqual([false, false]);
	expect(await endProcess(deaf)).toBe(false);
});
