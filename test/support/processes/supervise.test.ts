import {readFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {expect, test} from 'vitest';
import {isAlive} from '../../../src/support/processes/process.ts';
import {supervise} from '../../../src/support/processes/supervise.ts';
import {makeTemporaryFolder} from '../../helpers/temporary-folder.ts';
import {until} from '../../helpers/until.ts';

/** Supervise a program, and hear what it says. */
function start(program: string, options: {readonly timeout?: number} = {}) {
	const said: string[] = [];
	const supervised = supervise({
		command: [process.execPath, '-e', program],
		delay: 0,
		...options,
		report(line) {
			said.push(line);
		},
	});
	return {said, ...supervised};
}

test('a process that ends is started again, until it is closed', async () => {
	const {said, close} = start('console.log(process.pid); setTimeout(() => process.exit(3), 10)');
	await until(() => said.filter(line => /^\d+$/v.test(line)).length > 1);
	await close();
	await close();

	expect(said).toContain('ended with code 3, restarting');
	const pids = said.map(Number).filter(pid => pid > 0);
	expect(pids.some(pid => isAlive(pid))).toBe(false);
});

test('one that does not heed SIGTERM is killed when it is closed', async () => {
	const {said, close} = start(
		"process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); console.log(process.pid)",
		{timeout: 100},
	);
	await until(() => said.length > 0);
	await close();

	expect(isAlive(Number(said[0]))).toBe(false);
});

test('one whose output another process keeps open is closed all the same', async () => {
	const file = path.join(await makeTemporaryFolder('supervise'), 'pid');
	const {said, close} = start(
		`const {pid} = require('node:child_process').spawn('sleep', ['60'], {stdio: 'inherit', detached: true});
		require('node:fs').writeFileSync(${JSON.stringify(file)}, String(pid));
		console.log('runs');
		setInterval(() => {}, 1000);`,
		{timeout: 100},
	);
	await until(() => said.length > 0);
	await close();

	process.kill(Number(await readFile(file, 'utf8')), 'SIGKILL');
});

test('one that cannot be started is tried again', async () => {
	const tooLong = 'x'.repeat(4_000_000);
	const command = [
		process.execPath,
		'-e',
		'console.log("runs"); setInterval(() => {}, 1000)',
		tooLong,
	];
	const said: string[] = [];
	const {close} = supervise({
		command,
		delay: 0,
		report(line) {
			said.push(line);
		},
	});
	await until(() => said.length > 1);
	command.pop();
	await until(() => said.includes('runs'));
	await close();

	expect(said[0]).toMatch(/ cannot be started: .*, restarting$/v);
});
