import {readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {beforeEach, expect, test} from 'vitest';
import {
	type BackgroundOptions,
	startBackground,
} from '../../../src/support/processes/background.ts';
import {BtopError} from '../../../src/support/errors.ts';
import {isAlive} from '../../../src/support/processes/process.ts';
import {makeTemporaryFolder} from '../../helpers/temporary-folder.ts';

let directory: string;

beforeEach(async () => {
	directory = await makeTemporaryFolder('background');
});

function options(program: string, more: Partial<BackgroundOptions> = {}): BackgroundOptions {
	return {
		command: [process.execPath, '-e', program],
		record: path.join(directory, 'record.json'),
		log: path.join(directory, 'log'),
		signal: new AbortController().signal,
		...more,
	};
}

const speakThenStay = `
	console.log(JSON.stringify({ok: true, pid: process.pid}));
	console.error('busy');
	setInterval(() => {}, 1000);
	process.on('disconnect', () => process.exit());
`;

test('a process that speaks is ready, and is gone once it was stopped', async () => {
	const background = await startBackground(options(speakThenStay));
	expect(background.ready).toEqual({ok: true, pid: background.pid});
	expect(isAlive(background.pid)).toBe(true);

	await background.stop();
	await background.stop();
	expect(isAlive(background.pid)).toBe(false);
	expect(await readFile(path.join(directory, 'log'), 'utf8')).toBe('busy\n');
});

test('the failure that a process reports comes through with its code and exit', async () => {
	const program = `
		console.log(JSON.stringify({ok: false, error: {code: 'port-taken', message: 'taken', fix: 'another'}}));
		process.exit(1);
	`;
	await expect(startBackground(options(program))).rejects.toMatchObject({
		code: 'port-taken',
		message: 'taken',
		fix: 'another',
		exitCode: 1,
	});
});

const failThenStay = `
	console.log(JSON.stringify({ok: false, pid: process.pid, error: {code: 'port-taken', message: 'taken'}}));
	setInterval(() => {}, 1000);
`;
const saidBy = async () => readFile(path.join(directory, 'record.json'), 'utf8').catch(() => '');

test('a process that reports a failure and does not end is ended', async () => {
	await expect(startBackground(options(failThenStay, {timeout: 500}))).rejects.toMatchObject({
		code: 'port-taken',
		exitCode: 1,
	});
	expect(isAlive((JSON.parse(await saidBy()) as {pid: number}).pid)).toBe(false);
});

test('whoever is interrupted does not wait for the end of a process that failed', async () => {
	const controller = new AbortController();
	const starting = startBackground(options(failThenStay, {signal: controller.signal}));
	const outcome = expect(starting).rejects.toMatchObject({name: 'AbortError'});
	while (!(await saidBy()).endsWith('\n')) {
		await new Promise(setImmediate);
	}

	controller.abort();
	await outcome;
	expect(isAlive((JSON.parse(await saidBy()) as {pid: number}).pid)).toBe(false);
});

test('a process that ends without a word is an error that names its log', async () => {
	await expect(startBackground(options('process.exit(7)'))).rejects.toMatchObject({
		fix: expect.stringContaining(path.join(directory, 'log')),
	});
});

test('a process that says something else than how it is, is an error that tells what', async () => {
	const starting = startBackground(options("console.log('Segmentation fault')"));

	await expect(starting).rejects.toBeInstanceOf(BtopError);
	await expect(starting).rejects.toThrow('Segmentation fault');
});

test('a process that is not ready in time is ended', async () => {
	const pidFile = path.join(directory, 'pid');
	const program = `
		require('node:fs').writeFileSync(${JSON.stringify(pidFile)}, String(process.pid));
		setInterval(() => {}, 1000);
	`;

	await expect(startBackground(options(program, {timeout: 1000}))).rejects.toMatchObject({
		message: 'A btop process was not ready after 1 s',
		fix: expect.stringContaining(path.join(directory, 'log')),
	});
	expect(isAlive(Number(await readFile(pidFile, 'utf8')))).toBe(false);
});

test('a process that is not ready when we are interrupted is ended', async () => {
	const controller = new AbortController();
	const pidFile = path.join(directory, 'pid');
	const program = `
		require('node:fs').writeFileSync(${JSON.stringify(pidFile)}, String(process.pid));
		setInterval(() => {}, 1000);
	`;
	const starting = startBackground(options(program, {signal: controller.signal}));
	const outcome = expect(starting).rejects.toThrow();
	let pid = '';
	while (pid === '') {
		pid = await readFile(pidFile, 'utf8').catch(() => '');
	}

	controller.abort();
	await outcome;
	expect(isAlive(Number(pid))).toBe(false);
});

test('an attached process ends when its parent is killed', async () => {
	const parent = path.join(directory, 'parent.ts');
	await writeFile(
		parent,
		`import {startBackground} from ${JSON.stringify(path.resolve('src/support/processes/background.ts'))};
		const options = ${JSON.stringify({...options(speakThenStay), attached: true, signal: undefined})};
		await startBackground({...options, signal: new AbortController().signal});
		process.kill(process.pid, 'SIGKILL');`,
	);
	const {ready} = await startBackground(
		options('', {command: [process.execPath, parent], record: path.join(directory, 'parent')}),
	).catch(async () => ({
		ready: JSON.parse(await readFile(path.join(directory, 'record.json'), 'utf8')),
	}));
	while (isAlive(ready.pid as number)) {
		await new Promise(setImmediate);
	}
});
