import {mkdir, rm, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {beforeEach, expect, onTestFinished, test} from 'vitest';
import * as status from '../../src/cli/status.ts';
import type {MinerState} from '../../src/miner/miner-state.ts';
import {serveControl} from '../../src/miner/control/serve-control.ts';
import {minerFiles} from '../../src/rig/miner-files.ts';
import {ensureDirectory} from '../../src/support/files/ensure-directory.ts';
import {resolveHome} from '../../src/support/home.ts';
import {createStore} from '../../src/support/store.ts';
import {captureCommand} from '../helpers/capture-command.ts';
import {createLiveMiner} from '../helpers/miner/live-miner.ts';
import {makeTemporaryFolder} from '../helpers/temporary-folder.ts';

let directory: string;

beforeEach(async () => {
	directory = await makeTemporaryFolder('status');
});

/** Ask for the status of the home, and get what is printed. */
async function ask(...words: readonly string[]): Promise<string> {
	const {stdout} = await captureCommand(status, ['--home', directory, ...words]);
	return stdout;
}

/** Serve the control socket of a miner that is in a state. */
async function serve(netuid: number, change: Partial<MinerState> = {}) {
	const home = resolveHome({directory});
	ensureDirectory(home.miners);
	const {options, socket} = minerFiles(home, {network: 'local', netuid, hotkey: '5F'});
	await writeFile(options, '{}');
	const control = await serveControl({
		socket,
		state: createStore(createLiveMiner({state: {netuid, ...change}}).state!),
		readLog: async () => [],
		onStop: () => undefined,
	});
	onTestFinished(control.close);
	return {...control, options};
}

test('programs and people are told of problems as sentences', async () => {
	await serve(3, {
		problems: [
			{kind: 'chain', message: 'The chain cannot be reached'},
			{kind: 'engine', message: 'The engine died'},
		],
	});

	expect(JSON.parse(await ask('--json'))).toMatchObject({
		miners: [{problems: ['The chain cannot be reached', 'The engine died']}],
	});
	expect(await ask()).toMatch(/^problem +The chain cannot be reached$/mv);
});

test('queries without an answer in the latest minute are a problem, told once', async () => {
	const {queries} = createLiveMiner().state!;
	await serve(3, {
		queries: {
			...queries,
			latestMinute: {answered: 141, reasons: {deadline: 24, 'no-permit': 900}},
		},
		problems: [{kind: 'queries', message: 'None is answered any more'}],
	});
	const problem = '24 of 165 queries got no answer in the latest minute, most for `deadline`';

	expect(JSON.parse(await ask('--json'))).toMatchObject({miners: [{problems: [problem]}]});
	expect((await ask()).match(/^problem .*$/gmv)).toEqual([expect.stringContaining(problem)]);
});

test('a miner that answers nobody any more says so, whatever the reason', async () => {
	const message = 'Queries were answered regularly, but none is any more';
	await serve(3, {problems: [{kind: 'queries', message}]});

	expect(JSON.parse(await ask('--json'))).toMatchObject({miners: [{problems: [message]}]});
});

test('a miner has a name, and is chosen by it or by what it is', async () => {
	await serve(3, {uid: 12});
	await serve(4, {uid: 5});
	expect(await ask()).toMatch(/^name +local-3-5F$/mv);
	expect(JSON.parse(await ask('--json'))).toMatchObject({
		miners: [{name: 'local-3-5F'}, {name: 'local-4-5F'}],
	});

	for (const selector of ['local-4-5F', '4', '5']) {
		expect(JSON.parse(await ask(selector, '--json'))).toMatchObject({
			miners: [{netuid: 4, uid: 5}],
		});
	}

	await expect(ask('99')).rejects.toMatchObject({code: 'no-such-miner'});
});

test('a miner that cannot be asked, and whose options cannot be read, is shown beside the others', async () => {
	await serve(3);
	await serve(4, {uid: 'of another version' as unknown as number});
	const {options} = minerFiles(resolveHome({directory}), {
		network: 'local',
		netuid: 4,
		hotkey: '5F',
	});
	await writeFile(options, '{"network": ');
	await writeFile(path.join(directory, 'miners', 'notes.options.json'), '{}');
	const broken = {
		name: 'local-4-5F',
		phase: 'incompatible',
		network: 'local',
		netuid: 4,
		model: null,
		error: {code: 'other-version'},
		options_error: {code: 'bad-miner-options', message: expect.stringContaining(options)},
	};
	expect(JSON.parse(await ask('--json'))).toMatchObject({
		miners: [{name: 'local-3-5F', phase: 'serving'}, broken],
	});
	expect(JSON.parse(await ask('4', '--json'))).toMatchObject({miners: [broken]});

	await rm(options);
	await mkdir(options);
	const said = await ask();
	expect(said).toMatch(/^name +local-3-5F$/mv);
	expect(said).toMatch(/^miner +process \d+, subnet 4 of local, incompatible$/mv);
	expect(said).toMatch(
		/^problem +`.*local-4-5F\.options\.json` .* cannot be read: it is a folder/mv,
	);
});

test('a single miner is no plural', async () => {
	await serve(3, {rank: 1, miners: 1});
	expect(await ask()).toMatch(/^rank +1 of 1 miner, incentive /mv);
});

test('a miner with a validator permit has no rank, to people with the reason', async () => {
	await serve(3, {rank: null, miners: 0, incentive: 0, validatorPermit: true});
	expect(await ask()).toMatch(/^rank +none: has a validator permit, incentive 0\.0000, as of /mv);
	expect(JSON.parse(await ask('--json'))).toMatchObject({
		miners: [{rank: null, miners: 0, validator_permit: true}],
	});
});

test('people read since when a miner is up in a unit that fits, programs in seconds', async () => {
	await serve(3, {uptimeSeconds: 29_520});
	expect(await ask()).toMatch(/^up +8 h$/mv);
	expect(JSON.parse(await ask('--json'))).toMatchObject({miners: [{uptime_seconds: 29_520}]});
});

test('it is looked again until Ctrl-C, which is refused to programs', async () => {
	await serve(3);
	const stop = new AbortController();
	let looks = 0;
	const {stdout} = await captureCommand(status, ['--home', directory, '--watch'], {
		signal: stop.signal,
		onOutput() {
			looks += 1;
			if (looks === 2) {
				stop.abort();
			}
		},
	});

	expect(stdout.match(/^name +local-3-5F$/gmv)).toHaveLength(2);
	await expect(ask('--watch', '--json')).rejects.toMatchObject({code: 'usage'});
});

test('a watch goes on while the miner that it was given is away, unless there never was one', async () => {
	const {close, options} = await serve(3);
	const stop = new AbortController();
	const looks: string[] = [];
	const {stdout} = await captureCommand(status, ['local-3', '--home', directory, '--watch'], {
		signal: stop.signal,
		async onOutput(text) {
			looks.push(text);
			if (looks.length === 1) {
				await close();
				await rm(options);
			} else {
				stop.abort();
			}
		},
	});

	expect(stdout).toMatch(/^name +local-3-5F$/mv);
	expect(looks.at(-1)).toMatch(/^No miner here matches `local-3`$/mv);
	await expect(ask('local-3', '--watch')).rejects.toMatchObject({code: 'no-such-miner'});
});
