import {expect, test} from 'vitest';
import {createActivity} from '../../../src/miner/observe/activity.ts';
import {createFakeClock} from '../../helpers/fake-clock.ts';
import {createFakeMinerChain, createNeuron} from '../../helpers/miner/miner-chain.ts';

const own = createNeuron({uid: 7, hotkey: 'miner', registeredAt: 5});
const validator = createNeuron({uid: 2, hotkey: 'validator', validatorPermit: true, stake: 9n});

function start() {
	const clock = createFakeClock(1_000_000);
	const chain = createFakeMinerChain();
	const activity = createActivity({hotkey: 'miner', ...chain, clock});
	const read = () => {
		clock.advance(250);
		return activity.store.getSnapshot();
	};

	return {clock, chain, activity, read};
}

const answered = (hotkey: string, milliseconds = 3) => ({
	hotkey,
	outcome: 'answered' as const,
	milliseconds,
});

test('those who asked are told with what they got, the latest first', () => {
	const {clock, chain, activity, read} = start();
	chain.show({neurons: [own, validator]});
	activity.countQuery(answered('validator', 2.00004));
	clock.advance(1000);
	activity.countQuery({hotkey: 'validator', outcome: 'deadline', milliseconds: 10_000});
	activity.countQuery(answered('welcome'));

	expect(read().validators).toEqual([
		{
			hotkey: 'welcome',
			uid: null,
			stake: 0n,
			answered: 1,
			refused: 0,
			lastAt: 1_001_000,
			lastMs: 3,
		},
		{hotkey: 'validator', uid: 2, stake: 9n, answered: 1, refused: 1, lastAt: 1_001_000, lastMs: 2},
	]);
	expect(read().lastQuery).toEqual({
		at: 1_001_000,
		hotkey: 'welcome',
		milliseconds: 3,
		outcome: 'answered',
	});
});

test('strangers are not counted, and of the others only the latest', () => {
	const {activity, read} = start();
	activity.countQuery({hotkey: 'stranger', outcome: 'not-registered', milliseconds: 1});
	expect(read()).toMatchObject({validators: [], lastQuery: null});

	for (let number = 0; number < 100; number++) {
		activity.countQuery(answered(`validator ${number}`));
	}

	const hotkeys = read().validators.map(({hotkey}) => hotkey);
	expect(hotkeys).toHaveLength(64);
	expect([hotkeys[0], hotkeys.at(-1)]).toEqual(['validator 99', 'validator 36']);
});

test('under load it publishes a few times a second, and with nothing new not at all', () => {
	const {clock, activity, chain} = start();
	let published = 0;
	activity.store.subscribe(() => {
		published++;
	});
	for (let number = 0; number < 1000; number++) {
		activity.countQuery(answered('validator'));
		clock.advance(1);
	}

	clock.advance(1000);
	expect(published).toBe(4);
	chain.show({neurons: [own, validator]});
	clock.advance(1000);
	expect(published).toBe(4);
	activity.countQuery(answered('validator'));
	activity.close();
	clock.advance(1000);
	expect(published).toBe(4);
});

test('the newest weights of validators are told with their block and about when', () => {
	const {chain, read} = start();
	const other = createNeuron({uid: 3, hotkey: 'other', validatorPermit: true, lastUpdate: 6});
	chain.show({neurons: [{...own, lastUpdate: 9}, {...validator, lastUpdate: 4}, other]});

	// Block 10 came at 10 s, and a block takes a second.
	expect(read().lastWeights).toEqual({block: 6, uid: 3, at: 6000});
	chain.show({neurons: [own, {...validator, lastUpdate: 11}, other]});
	expect(read().lastWeights).toEqual({block: 11, uid: 2, at: 11_000});
});

test('neither our own weights nor an entry are told as weights of a validator', () => {
	const {chain, read} = start();
	const permitted = {...own, validatorPermit: true};
	const older = {...validator, lastUpdate: 4};
	const entered = createNeuron({uid: 3, hotkey: 'entered', validatorPermit: true});
	chain.show({neurons: [{...permitted, lastUpdate: 9}]});
	expect(read().lastWeights).toBeNull();
	chain.show({
		neurons: [{...permitted, lastUpdate: 10}, older, {...entered, registeredAt: 6, lastUpdate: 6}],
	});
	expect(read().lastWeights).toMatchObject({block: 4, uid: 2});
});

test('a change of our incentive is told, and none of a new registration', () => {
	const {chain, read} = start();
	chain.show({neurons: [{...own, incentive: 10}]});
	expect(read().lastReveal).toBeNull();
	chain.show({neurons: [{...own, incentive: 30}]});
	const reveal = {block: 11, at: 11_000, incentiveBefore: 10, incentiveAfter: 30};
	expect(read().lastReveal).toEqual(reveal);

	chain.show({neurons: [{...own, incentive: 0, registeredAt: 12}]});
	expect(read().lastReveal).toEqual(reveal);
});

test('a reward is what an epoch added, not what was staked between two', () => {
	const {chain, read} = start();
	chain.show({neurons: [own], alpha: 5n, nextEpoch: 20});
	chain.show({neurons: [own], alpha: 1_000_000_005n, nextEpoch: 20});
	expect(read().lastReward).toBeNull();
	chain.show({neurons: [own], alpha: 3_000_000_005n, nextEpoch: 40});
	const reward = {
		block: 12,
		at: 12_000,
		since: null,
		alpha: 2_000_000_000n,
		tao: 1_000_000_000n,
	};
	expect(read().lastReward).toEqual(reward);

	chain.show({neurons: [own], alpha: 3_000_000_005n, nextEpoch: 60});
	expect(read().lastReward).toEqual(reward);
});

test('what several epochs added unseen is told with the block before them', () => {
	const {chain, read} = start();
	chain.show({neurons: [own], block: 35, alpha: 5n, nextEpoch: 41});
	chain.show({neurons: [own], block: 45, alpha: 7n, nextEpoch: 62});
	expect(read().lastReward).toMatchObject({block: 45, since: null, alpha: 2n});
	chain.show({neurons: [own], block: 90, alpha: 17n, nextEpoch: 104});
	expect(read().lastReward).toMatchObject({block: 90, since: 45, alpha: 10n});
});
