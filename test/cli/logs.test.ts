import {appendFile, writeFile} from 'node:fs/promises';
import {beforeEach, expect, test} from 'vitest';
import * as logs from '../../src/cli/logs.ts';
import {minerFiles} from '../../src/rig/miner-files.ts';
import {ensureDirectory} from '../../src/support/files/ensure-directory.ts';
import {UsageError} from '../../src/support/errors.ts';
import {resolveHome} from '../../src/support/home.ts';
import {captureCommand} from '../helpers/capture-command.ts';
import {makeTemporaryFolder} from '../helpers/temporary-folder.ts';

let home: string;

const line = (level: string, text: string) => `2026-01-01T00:00:00.000Z ${level.padEnd(5)} ${text}`;
const filesOf = (netuid: number) =>
	minerFiles(resolveHome({directory: home}), {network: 'local', netuid, hotkey: '5F'});

beforeEach(async () => {
	home = await makeTemporaryFolder('logs');
	ensureDirectory(resolveHome({directory: home}).miners);
	for (const netuid of [3, 4]) {
		const {options, log} = filesOf(netuid);
		await writeFile(options, '{}');
		const lines = ['info', 'warn', 'error'].map(level => line(level, `${level} of ${netuid}`));
		await writeFile(log, [...lines, 'Segmentation fault', ''].join('\n'));
	}
});

const show = async (...argv: readonly string[]) => captureCommand(logs, ['--home', home, ...argv]);

test('one miner is shown alone, and only lines that are bad enough, or have no level', async () => {
	const {stdout} = await show('4', '--level', 'warn');

	expect(stdout.split('\n')).toEqual([
		`== ${filesOf(4).log}`,
		line('warn', 'warn of 4'),
		line('error', 'error of 4'),
		'Segmentation fault',
		'',
	]);
});

test('as many are shown as were asked for, of the level that was asked for', async () => {
	await writeFile(filesOf(3).log, `${line('error', 'one')}\n${line('info', 'two')}\n`);
	const {stdout} = await show('3', '--level', 'error', '--lines', '1', '--json');

	expect(JSON.parse(stdout)).toMatchObject({logs: [{lines: [line('error', 'one')]}]});
});

test('after a log was put away, its last lines are shown too', async () => {
	await writeFile(`${filesOf(3).log}.1`, 'one\ntwo\n');
	await writeFile(filesOf(3).log, 'three\n');

	expect(JSON.parse((await show('3', '--lines', '2', '--json')).stdout)).toMatchObject({
		logs: [{lines: ['two', 'three']}],
	});
});

test('what is said later is shown as it comes, with the name of who said it, until Ctrl-C', async () => {
	const stop = new AbortController();
	const shown = Promise.withResolvers<void>();
	const heard = Promise.withResolvers<void>();
	const following = captureCommand(logs, ['--home', home, '--follow', '--level', 'warn'], {
		signal: stop.signal,
		onOutput(text) {
			shown.resolve();
			if (text.includes('a good sign')) {
				heard.resolve();
			}
		},
	});
	await shown.promise;
	await appendFile(filesOf(4).log, `${line('info', 'unheard')}\n${line('warn', 'a good sign')}\n`);
	await heard.promise;
	stop.abort();

	const {stdout} = await following;
	expect(stdout).toContain(`${filesOf(4).name}: ${line('warn', 'a good sign')}\n`);
	expect(stdout).not.toContain('unheard');
});

test('to follow without end is refused to programs, and a miner that is none is told', async () => {
	await expect(show('--follow', '--json')).rejects.toThrow(UsageError);
	await expect(show('9')).rejects.toMatchObject({code: 'no-such-miner'});
});
