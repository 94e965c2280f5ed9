import {mkdtemp, readdir, readFile, rm, stat} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {openLog} from '../../src/miner/log.ts';

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
