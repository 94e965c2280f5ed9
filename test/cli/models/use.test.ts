import {beforeEach, expect, onTestFinished, test, vi} from 'vitest';
import {serveControl} from '../../../src/miner/control/serve-control.ts';
import {minerFiles} from '../../../src/rig/miner-files.ts';
import {type MinerOptions, writeMinerOptions} from '../../../src/rig/miner-options.ts';
import {ensureDirectory} from '../../../src/support/files/ensure-directory.ts';
import {type Home, identifyHome, resolveHome} from '../../../src/support/home.ts';
import {createStore} from '../../../src/support/store.ts';
import {btop, parseOnly} from '../../helpers/btop.ts';
import {createMinerOptions} from '../../helpers/miner/miner-options.ts';
import {makeTemporaryFolder} from '../../helpers/temporary-folder.ts';

let home: Home;

beforeEach(async () => {
	home = resolveHome({directory: await makeTemporaryFolder('use')});
	ensureDirectory(home.miners);
});

const useModel = vi.fn(async () => ({ok: true, model: 'text-base', previous: 'text-tiny'}));
const servers: MinerOptions['model'] = {
	servers: [{url: 'http://gpu1:8000'}, {url: 'http://gpu2:8000'}],
};

/** Listen as a miner of the text subnet. */
async function listen(hotkey: string, parts: Partial<MinerOptions> = {}): Promise<string> {
	const {name, socket, options} = minerFiles(home, {network: 'devnet', netuid: 1, hotkey});
	await writeMinerOptions(options, createMinerOptions({netuid: 1, task: 'text', ...parts}));
	const control = await serveControl({
		socket,
		home: identifyHome(home.directory),
		state: createStore({}),
		readLog: async () => [],
		methods: {'use-model': useModel},
		onStop: () => undefined,
	});
	onTestFinished(control.close);
	return name;
}

const use = async (...words: readonly string[]) =>
	btop(['models', 'use', 'text', 'text-base', '--home', home.directory, ...words]);

test('a miner that answers through servers is left alone, and named', async () => {
	const changed = await listen('5Local');
	const skipped = await listen('5Served', {model: servers});
	await listen('5Other', {task: 'image', model: servers});

	expect(parseOnly(await use('--json'))).toMatchObject({
		ok: true,
		miners: [{name: changed, model: 'text-base', previous: 'text-tiny'}],
		skipped: [
			{name: skipped, reason: 'uses-servers', servers: ['http://gpu1:8000', 'http://gpu2:8000']},
		],
	});
	const leftAlone = `${skipped} was left alone: it answers through http://gpu1:8000, http://gpu2:8000, so change its model there`;
	expect((await use()).stdout).toContain(`${leftAlone}\n`);
	expect((await use('--canary', '10%')).stdout).toContain(`${leftAlone}\n`);
	expect(useModel).toHaveBeenCalledTimes(3);
});

test('a model cannot be tried where all miners answer through servers, which are named', async () => {
	const name = await listen('5Served', {model: servers});

	expect(parseOnly(await use('--canary', '10%', '--json')).error).toMatchObject({
		code: 'not-mining',
		message: expect.stringContaining(`${name} was left alone`),
	});
});
