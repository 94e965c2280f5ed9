import {expect, test} from 'vitest';
import {getCallers} from '../../src/monitor/callers.ts';
import {getEpochGains} from '../../src/monitor/epoch-gains.ts';
import {getOwnSlot} from '../../src/monitor/slot.ts';
import {getRestartWindow} from '../../src/monitor/restart-window.ts';
import {createLiveMiner, ownHotkey} from '../helpers/miner/live-miner.ts';

const {subnet, activity} = createLiveMiner();

test('a restart is safe while a good part of the epoch is left', () => {
	const at = (milliseconds: number, whole: number) =>
		getRestartWindow({blocks: 0, milliseconds, share: 1 - milliseconds / whole}).isSafe;

	expect(at(400_000, 3_600_000)).toBe(true);
	expect(at(300_000, 3_600_000)).toBe(false);
	expect(at(55_000, 100_000)).toBe(true);
	expect(at(45_000, 100_000)).toBe(false);
	expect(at(50_000, 100_000)).toBe(false);
	expect(getRestartWindow({blocks: 0, milliseconds: 5, share: 1}).isSafe).toBe(true);
});

test('gains are the difference between samples', () => {
	const sample = {block: 1, time: 1, price: 500_000_000n};
	const gains = getEpochGains([
		{...sample, earned: 10n},
		{...sample, earned: 30n},
		{...sample, earned: 30n},
	]);

	expect(gains.map(({alpha, tao}) => [alpha, tao])).toEqual([
		[20n, 10n],
		[0n, 0n],
	]);
});

test('the own slot has its times in milliseconds', () => {
	expect(getOwnSlot(subnet!, ownHotkey)).toMatchObject({
		immuneBlocks: 2600,
		immuneMs: 2600 * 12_000,
		place: undefined,
		freeUids: 0,
	});
	expect(getOwnSlot(subnet!, 'nobody')).toBeUndefined();
});

test('validators that give weight and never asked are listed too, all by their stake', () => {
	const callers = getCallers(activity!, subnet);

	expect(
		callers.map(({uid, answered, lastAt, share}) => [uid, answered, lastAt !== undefined, share]),
	).toEqual([
		[0, 4787, true, 0.0231],
		[1, 0, false, 0.019],
		[2, 4812, true, 0.0262],
		[3, 1204, true, 0],
	]);
});

test('of callers with the same stake the lower UID comes first, and who has none last', () => {
	const [caller] = activity!.validators;
	const validators = [
		{...caller!, hotkey: 'none', uid: null, stake: 5n},
		{...caller!, hotkey: 'seven', uid: 7, stake: 5n},
		{...caller!, hotkey: 'six', uid: 6, stake: 5n},
		{...caller!, hotkey: 'rich', uid: 9, stake: 6n},
	];

	expect(getCallers({validators}, undefined).map(({hotkey}) => hotkey)).toEqual([
		'rich',
		'six',
		'seven',
		'none',
	]);
	expect(getCallers({validators: validators.toReversed()}, undefined)[3]!.hotkey).toBe('none');
});

test('who asks before the subnet was read is listed without a weight', () => {
	expect(getCallers(activity!, undefined)[0]).toMatchObject({uid: 0, share: undefined});
});
