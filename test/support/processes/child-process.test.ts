import {once} from 'node:events';
import process from 'node:process';
import {expect, test} from 'vitest';
import {CannotStartError} from '../../../src/support/errors.ts';
import {endChild, hasEnded, startChild} from '../../../src/support/processes/child-process.ts';
import {isAlive} from '../../../src/support/processes/process.ts';

const stayAlive = 'setInterval(() => {}, 1000)';

async function start(program: string) {
	const child = startChild([process.execPath, '-e', `${program}; console.log('runs')`], {
		stdio: ['ignore', 'pipe', 'ignore'],
	});
	await once(child.stdout!, 'data');
	return child;
}

test('a child is ended by SIGTERM, and by SIGKILL if it ignores that or is stopped', async () => {
	const willing = await start(stayAlive);
	const deaf = await start(`process.on('SIGTERM', () => {}); ${stayAlive}`);
	const stopped = await start(stayAlive);
	stopped.kill('SIGSTOP');
	await endChild(willing);
	await endChild(deaf, {timeout: 50});
	await endChild(stopped, {timeout: 50});

	expect([willing, deaf, stopped].map(({signalCode}) => signalCode)).toEqual([
		'SIGTERM',
		'SIGKILL',
		'SIGKILL',
	]);
	expect(isAlive(stopped.pid!)).toBe(false);
});

test('one that has ended, or never started, is left alone', async () => {
	const ended = await start('process.exitCode = 0');
	await once(ended, 'exit');
	const absent = startChild(['/no/such/program'], {});
	await once(absent, 'error');
	await endChild(ended);
	await endChild(absent);

	expect([hasEnded(ended), hasEnded(absent)]).toEqual([true, true]);
});

test('it is asked in the way that its starter says', async () => {
	const child = await start(stayAlive);
	await endChild(child, {ask: () => child.kill('SIGINT')});

	expect(child.signalCode).toBe('SIGINT');
});

test.runIf(process.platform === 'linux')('it gets a session of its own', async () => {
	const child = startChild(['sh', '-c', 'ps -o sess= -p $$'], {
		stdio: ['ignore', 'pipe', 'ignore'],
	});
	const [session] = await once(child.stdout!, 'data');

	expect(Number(session)).toBe(child.pid);
});

test.runIf(process.platform === 'linux')(
	'without file descriptors none is started, and nothing but the caller hears of it',
	async () => {
		const program = `
			import {closeSync, openSync} from 'node:fs';
			import {setTimeout as sleep} from 'node:timers/promises';
			import {startChild} from '${new URL('../../../src/support/processes/child-process.ts', import.meta.url).href}';
			const open = [];
			try {
				for (;;) open.push(openSync('/dev/null'));
			} catch {}
			let said;
			try {
				startChild(['true'], {stdio: ['ignore', 'pipe', 'pipe', 'ipc', 'pipe']});
			} catch (error) {
				said = error.message;
			}
			await sleep(0);
			closeSync(open.pop());
			console.log(said);
		`;
		const limited = ['sh', '-c', 'ulimit -n 64; exec "$@"', 'sh', process.execPath];
		const child = startChild([...limited, '--input-type=module', '-e', program], {
			stdio: ['ignore', 'pipe', 'inherit'],
		});
		const [said] = await once(child.stdout!, 'data');

		expect(String(said)).toBe('`true` cannot be started: all file descriptors are in use\n');
	},
);

test('one whose command line the system does not take is not started', () => {
	expect(() => startChild(['true', 'x'.repeat(4_000_000)], {})).toThrow(CannotStartError);
});
