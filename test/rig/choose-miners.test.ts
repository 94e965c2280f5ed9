import {writeFile} from 'node:fs/promises';
import {expect, test} from 'vitest';
import {
	AmbiguousMinerError,
	chooseMiners,
	labelMiner,
	type MinerLabel,
	NoSuchMinerError,
} from '../../src/rig/choose-miners.ts';
import {minerFiles} from '../../src/rig/miner-files.ts';
import {writeMinerOptions} from '../../src/rig/miner-options.ts';
import {ensureDirectory} from '../../src/support/files/ensure-directory.ts';
import {resolveHome} from '../../src/support/home.ts';
import {createMinerOptions} from '../helpers/miner/miner-options.ts';
import {makeTemporaryFolder} from '../helpers/temporary-folder.ts';

const label = (netuid: number, hotkey: string, more: Partial<MinerLabel> = {}) => ({
	label: {
		name: `devnet-${netuid}-${hotkey}`,
		netuid,
		hotkey,
		hotkeyName: undefined,
		uid: undefined,
		...more,
	},
});

const image = label(3, '5FHneW46xGXg', {hotkeyName: 'rig-1', uid: 12});
const data = label(4, '5GrwvaEF5zXb', {hotkeyName: 'rig-2', uid: 3});
const moreData = label(4, '5FLSigC9HGRK', {hotkeyName: 'rig-3', uid: 7});
const miners = [image, data, moreData];

test.each([
	['its name', 'devnet-3-5FHneW46xGXg', image],
	['the start of its name', 'devnet-3', image],
	['its UID', '12', image],
	['the name of its hotkey', 'rig-3', moreData],
	['the start of its hotkey', '5Grw', data],
	['its whole hotkey', '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY', data],
])('a miner is called by %s', (_what, selector, miner) => {
	expect(chooseMiners(miners, [selector])).toEqual([miner]);
});

test('a miner is called by its subnet, where it is alone there', () => {
	expect(chooseMiners([image, moreData], ['4'])).toEqual([moreData]);
});

test('several selectors choose each of theirs once, in the order of the miners; none chooses all', () => {
	expect(chooseMiners(miners, ['rig-3', '12', '7'])).toEqual([image, moreData]);
	expect(chooseMiners(miners, [])).toEqual(miners);
});

test('what several are called by chooses none, and names them with the next step', () => {
	// A subnet of one is the UID of another.
	const ambiguous = () => chooseMiners(miners, ['12', '3']);
	expect(ambiguous).toThrow(AmbiguousMinerError);
	expect(ambiguous).toThrow(
		'`3` matches 2 miners: `devnet-3-5FHneW46xGXg` (subnet 3, UID 12, rig-1), `devnet-4-5GrwvaEF5zXb` (subnet 4, UID 3, rig-2)',
	);
	expect(ambiguous).toThrow(
		expect.objectContaining({fix: 'Use the full name, such as `devnet-3-5FHneW46xGXg`.'}),
	);
});

test('a whole name is meant by nothing else, even where it begins another', () => {
	const one = label(3, '5FHn');
	const other = label(3, '5FHneW46xGXg');

	expect(chooseMiners([one, other], ['devnet-3-5FHn'])).toEqual([one]);
});

test.each(['99', 'rig', 'd', '5', 'undefined'])(
	'`%s` is nobody, and the miners are named',
	selector => {
		const choose = () => chooseMiners(miners, [selector]);
		expect(choose).toThrow(NoSuchMinerError);
		expect(choose).toThrow(
			expect.objectContaining({fix: expect.stringContaining('`devnet-3-5FHneW46xGXg`')}),
		);
	},
);

test('a label is read from the files, as far as they can be read', async () => {
	const home = resolveHome({directory: await makeTemporaryFolder('labels')});
	ensureDirectory(home.miners);
	const hotkey = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY';
	const files = minerFiles(home, {network: 'ws://127.0.0.1:9944', netuid: 3, hotkey});
	const known = {name: files.name, netuid: 3, hotkey: hotkey.slice(0, 12)};
	expect(await labelMiner(files)).toEqual({...known, hotkeyName: undefined, uid: undefined});

	await writeFile(files.record, '{"ok": true, "uid": 5}\n');
	await writeFile(files.options, 'no options');
	expect(await labelMiner(files)).toEqual({...known, hotkeyName: undefined, uid: 5});

	await writeMinerOptions(files.options, createMinerOptions({hotkeyName: 'rig-1'}));
	expect(await labelMiner(files)).toEqual({...known, hotkeyName: 'rig-1', uid: 5});
});
