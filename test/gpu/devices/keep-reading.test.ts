import {once} from 'node:events';
import {chmod, mkdtemp, rm, writeFile} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {type Heard, keepReading} from '../../../src/gpu/devices/keep-reading.ts';
import {systemClock} from '../../../src/support/clock.ts';
import {isAlive} from '../../../src/support/processes/process.ts';
import {until} from '../../helpers/until.ts';

async function writeProgram(script: string) {
	const directory = await mkdtemp(path.join(os.tmpdir(), 'btop-reader-'));
	onTestFinished(async () => rm(directory, {recursive: true}));
	const file = path.join(directory, 'program');
	await writeFile(file, `#!/bin/sh\n${script}\n`);
	await chmod(file, 0o700);
	return {file, directory};
}

const toHeard = (line: string): Heard => (line === 'noise' ? 'nothing' : 'reading');

test('a program without a reading is started ever more rarely, up to once a minute, and one with a reading as often as before', async () => {
	const {file, directory} = await writeProgram('');
	const count = path.join(directory, 'count');
	await writeFile(
		file,
		`#!/bin/sh\necho noise\necho >> '${count}'\n[ "$(wc -l < '${count}')" -ne 8 ] || echo reading >&2\n`,
	);
	const delays: number[] = [];
	const enough = Promise.withResolvers<undefined>();
	const reader = keepReading({
		command: () => [file],
		onLine: toHeard,
		clock: {
			...systemClock,
			async sleep(delay, {signal} = {}) {
				delays.push(delay);
				if (delays.length < 9) {
					return;
				}

				enough.resolve(undefined);
				await once(signal!, 'abort');
			},
		},
	});
	await enough.promise;
	await reader.close();

	expect(delays).toEqual([2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 1000, 2000]);
});

test('a program is started anew at once, with another command, when a line asks for it', async () => {
	const {file} = await writeProgram('echo "$1"');
	const words = ['one', 'two', 'three'];
	const heard: string[] = [];
	const exits: boolean[] = [];
	const reader = keepReading({
		command() {
			const word = words.shift();
			return word === undefined ? undefined : [file, word];
		},
		onLine(line) {
			heard.push(line);
			return 'start-anew';
		},
		onExit(hadReading) {
			exits.push(hadReading);
		},
		clock: {...systemClock, sleep: async () => expect.unreachable()},
	});
	await reader.ended;

	expect(heard).toEqual(['one', 'two', 'three']);
	expect(exits).toEqual([false, false, false]);
});

test('a program that the system cannot start at first is started later', async () => {
	const {file} = await writeProgram('echo reading');
	// The system takes no command line of this length.
	let command = [file, 'x'.repeat(4_000_000)];
	const lines: string[] = [];
	const reader = keepReading({
		command: () => command,
		onLine(line) {
			lines.push(line);
			return 'reading';
		},
		restartDelay: 1,
		clock: systemClock,
	});
	onTestFinished(reader.close);
	command = [file];

	await until(() => lines.length > 1);
});

test('a program that ignores SIGTERM is gone once the reader was closed', async () => {
	const {file} = await writeProgram("trap '' TERM\necho $$\nwhile :; do sleep 60 & wait; done");
	let pid = 0;
	const reader = keepReading({
		command: () => [file],
		onLine(line) {
			pid = Number(line);
			return 'reading';
		},
		clock: systemClock,
	});
	await until(() => pid > 0);
	await reader.close();
	await reader.close();

	expect(isAlive(pid)).toBe(false);
});
