import {writeFile} from 'node:fs/promises';
import {PassThrough} from 'node:stream';
import {text} from 'node:stream/consumers';
import {expect, onTestFinished, test} from 'vitest';
import {run} from '../../src/cli/status.ts';
import {serveControl} from '../../src/miner/control/serve-control.ts';
import {minerFiles} from '../../src/steps/miner-files.ts';
import {ensureDirectory} from '../../src/support/ensure-directory.ts';
import {resolveHome} from '../../src/support/home.ts';
import {createStore} from '../../src/support/store.ts';
import {createLiveMiner} from '../helpers/live-miner.ts';
import {makeTemporaryFolder} from '../helpers/temporary-folder.ts';

/** Ask for the status of a home, and get what is printed. */
async function status(directory: string, ...words: readonly string[]): Promise<string> {
	const stdout = new PassThrough();
	await run({
		argv: ['--home', directory, ...words],
		env: {},
		stdin: new PassThrough(),
		stdout,
		stderr: new PassThrough(),
		entry: '',
		version: '0.0.0',
		signal: new AbortController().signal,
	});
	stdout.end();
	return text(stdout);
}

test('programs and people are told of problems as sentences', async () => {
	const directory = await makeTemporaryFolder('status');
	const home = resolveHome({directory});
	ensureDirectory(home.miners);
	const {options, socket} = minerFiles(home, {network: 'local', netuid: 3, hotkey: '5F'});
	await writeFile(options, '{}');
	const problems = [
		{kind: 'chain', message: 'The chain cannot be reached'},
		{kind: 'engine', message: 'The engine died'},
	] as const;
	const control = await serveControl({
		socket,
		state: createStore(createLiveMiner({state: {problems}}).state!),
		readLog: async () => [],
		onStop: () => undefined,
	});
	onTestFinished(control.close);

	expect(JSON.parse(await status(directory, '--json'))).toMatchObject({
		miners: [{problems: ['The chain cannot be reached', 'The engine died']}],
	});
	expect(await status(directory)).toMatch(/^problem +The chain cannot be reached$/mv);
});
