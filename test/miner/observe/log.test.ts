import {
	mkdir,
	mkdtemp,
	readdir,
	readFile,
	rename,
	rm,
	stat,
	symlink,
	writeFile,
} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {openLog} from '../../../src/miner/observe/log.ts';
import {createFakeClock} from '../../helpers/fake-clock.ts';
import {mountSmallDisk} from '../../helpers/small-disk.ts';

let directory: string;
let file: string;

beforeEach(async () => {
	directory = await mkdtemp(path.join(os.tmpdir(), 'btop-log-'));
	file = path.join(directory, 'logs', 'miner.log');
});

afterEach(async () => {
	await rm(directory, {recursive: true});
});

test('each message is a line with its time, in a file for its owner only', async () => {
	const log = openLog({file, clock: {now: () => Date.UTC(2026, 10, 23, 3, 4, 5)}});
	log.write('info', 'Answers at 127.0.0.1:8091');
	log.write('error', 'Two\n  lines');
	log.close();

	expect(await readFile(file, 'utf8')).toBe(
		'2026-11-23T03:04:05.000Z info  Answers at 127.0.0.1:8091\n2026-11-23T03:04:05.000Z error Two lines\n',
	);
	expect((await stat(file)).mode.toString(8).slice(-3)).toBe('600');
});

test('what others wrote is a line like any other', async () => {
	const log = openLog({file, clock: {now: () => 0}});
	log.write('warn', 'Bank\u{1B}]52;c;eA==\u{7}\u{202E}\r1970-01-01T00:00:00.000Z info  Paid\0');
	log.close();

	expect(await readFile(file, 'utf8')).toBe(
		'1970-01-01T00:00:00.000Z warn  Bank 1970-01-01T00:00:00.000Z info  Paid \n',
	);
});

test('passwords in addresses do not reach the file', async () => {
	const log = openLog({file});
	log.write('warn', 'Lost wss://operator:hunter2@node.example:443/path and ws://127.0.0.1:9944');
	log.close();

	const text = await readFile(file, 'utf8');
	expect(text).toContain('Lost wss://…@node.example:443/path and ws://127.0.0.1:9944');
	expect(text).not.toContain('hunter2');
});

test('a file that is full is put away once, and what is read goes back into it', async () => {
	const log = openLog({file, limit: 400});
	for (let number = 0; number < 40; number++) {
		log.write('info', `message ${number}`);
	}

	expect(await readdir(path.dirname(file))).toEqual(['miner.log', 'miner.log.1']);
	expect((await stat(file)).size).toBeLessThanOrEqual(400);
	const lines = await log.read(9);
	expect(lines.map(line => Number(line.split(' ').at(-1)))).toEqual([
		31, 32, 33, 34, 35, 36, 37, 38, 39,
	]);
	expect(await log.read(0)).toEqual([]);
	log.close();
});

test('a log that is opened again goes on where it was, and one that is closed is silent', async () => {
	const first = openLog({file});
	first.write('info', 'one');
	first.close();
	first.close();
	first.write('info', 'lost');
	const second = openLog({file});
	second.write('info', 'two');
	expect(second.latest.getSnapshot()).toEqual(await second.read(10));

	const lines = await second.read(10);
	expect(lines.map(line => line.split(' ').at(-1))).toEqual(['one', 'two']);
	second.close();
});

test('screens see the latest lines, none of them longer than a screen can show', () => {
	const log = openLog({file});
	for (let number = 0; number < 250; number++) {
		log.write('info', `message ${number}`);
	}

	log.write('error', 'x'.repeat(5000));
	const lines = log.latest.getSnapshot();
	expect(lines).toHaveLength(200);
	expect(lines[0]).toMatch(/ message 51$/v);
	expect(lines.at(-1)).toHaveLength(1000);
	log.close();
});

test('lines that find no room are counted, shown all the same, and told of once there is room', async ({
	skip,
}) => {
	const disk = await mountSmallDisk();
	skip(disk === undefined, 'this user may not mount a disk');
	const log = openLog({file: path.join(disk!.directory, 'miner.log')});
	log.write('info', 'before');
	disk!.fill();
	// The first of these still fits in part, in what is left of the page.
	for (let number = 0; number < 60; number++) {
		log.write('info', `${number} ${'x'.repeat(300)}`);
	}

	const missed = Number(/^\d+/v.exec(log.problem.getSnapshot()!)?.[0]);
	expect(missed).toBeGreaterThan(10);
	expect(log.problem.getSnapshot()).toBe(
		`${missed} log lines could not be written: no space left on \`${disk!.directory}/miner.log\`; free some space`,
	);
	expect(log.latest.getSnapshot()).toHaveLength(61);
	disk!.free();
	log.write('info', 'after');
	expect(log.problem.getSnapshot()).toBeUndefined();
	const lines = await log.read(3);
	expect(lines[0]).toMatch(/ info {2}\d+ x*$/v);
	expect(lines[1]).toMatch(new RegExp(` warn {2}${missed} log lines could not be written$`, 'v'));
	expect(lines[2]).toMatch(/ info {2}after$/v);
	log.close();
});

test('a log that cannot be put away loses lines, not the process, and goes on when it can', async () => {
	const log = openLog({file, limit: 200});
	await mkdir(`${file}.1`);
	for (let number = 0; number < 6; number++) {
		log.write('info', `message ${number} is of some length`);
	}

	expect(log.problem.getSnapshot()).toBe(
		`3 log lines could not be written: \`${file}\`: illegal operation on a directory`,
	);
	await rm(`${file}.1`, {recursive: true});
	log.write('info', 'after');
	expect((await log.read(2)).map(line => line.slice(25))).toEqual([
		'warn  3 log lines could not be written',
		'info  after',
	]);
	log.close();
});

/** Read the messages of a file. */
const readMessages = async (name: string) =>
	(await readFile(name, 'utf8')).split('\n').map(line => line.slice(31));

test('a log that was deleted or moved is created again, for its owner only', async () => {
	const clock = createFakeClock();
	const log = openLog({file, clock});
	log.write('info', 'one');
	await rm(file);
	expect(await log.read(9)).toEqual(['']);
	clock.advance(1000);
	log.write('info', 'two');
	expect(await readMessages(file)).toEqual(['two', '']);
	expect((await stat(file)).mode.toString(8).slice(-3)).toBe('600');

	await rename(file, `${file}.old`);
	await writeFile(file, 'another\n');
	log.write('info', 'three');
	clock.advance(1000);
	log.write('info', 'four');
	expect(await readMessages(`${file}.old`)).toEqual(['two', 'three', '']);
	expect(await readMessages(file)).toEqual(['', 'four', '']);
	log.close();
});

test('a link in place of the log is not followed, and said to be a problem until it is gone', async () => {
	const clock = createFakeClock();
	const log = openLog({file, clock});
	const victim = path.join(directory, 'victim');
	await writeFile(victim, '');
	await rm(file);
	await symlink(victim, file);
	clock.advance(1000);
	log.write('info', 'one');
	log.write('info', 'two');
	expect(log.problem.getSnapshot()).toMatch(/^2 log lines could not be written: .* link/v);
	expect(await readFile(victim, 'utf8')).toBe('');

	await rm(file);
	log.write('info', 'three');
	expect(log.problem.getSnapshot()).toBeUndefined();
	expect(await readMessages(file)).toEqual(['2 log lines could not be written', 'three', '']);
	log.close();
});

test('a home that is moved takes its log along, whatever is put in its place', async () => {
	const clock = createFakeClock();
	const log = openLog({file, clock});
	const moved = path.join(directory, 'moved');
	await rename(path.dirname(file), moved);
	clock.advance(1000);
	log.write('info', 'one');
	await mkdir(path.dirname(file));
	await writeFile(file, '');
	clock.advance(1000);
	log.write('info', 'two');

	expect(log.problem.getSnapshot()).toBeUndefined();
	expect(await readMessages(path.join(moved, 'miner.log'))).toEqual(['one', 'two', '']);
	expect(await readFile(file, 'utf8')).toBe('');
	log.close();
});
