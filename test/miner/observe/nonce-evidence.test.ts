import {expect, test} from 'vitest';
import {createNonceEvidence, findMedian} from '../../../src/miner/observe/nonce-evidence.ts';
import {createFakeClock} from '../../helpers/fake-clock.ts';
import {createFakeMinerChain, createNeuron} from '../../helpers/miner/miner-chain.ts';

function create(validators: readonly string[]) {
	const clock = createFakeClock();
	const chain = createFakeMinerChain();
	const permit = (hotkeys: readonly string[]) => {
		const neurons = validators.map((hotkey, uid) =>
			createNeuron({uid, hotkey, validatorPermit: hotkeys.includes(hotkey)}),
		);
		chain.show({neurons});
	};

	permit(validators);
	return {...createNonceEvidence({facts: chain.facts, clock, stopwatch: clock.now}), permit};
}

test('only claims of validators are kept, one each', () => {
	const {add, size, disprove} = create(['Ann', 'Bob']);
	expect(add({sender: 'stranger', age: 30_000})).toBe(false);
	expect(size()).toBe(0);
	for (const sender of ['Ann', 'Bob', 'Ann']) {
		expect(add({sender, age: 30_000})).toBe(true);
	}

	expect(size()).toBe(2);
	disprove('Ann');
	expect(size()).toBe(0);
	expect(add({sender: 'Bob', age: 30_000})).toBe(false);
	expect(size()).toBe(0);
});

test('what a validator claimed does not count once its permit is gone', () => {
	const {add, findOffset, permit, size} = create(['Ann', 'Bob', 'Cem']);
	add({sender: 'Ann', age: 30_000});
	add({sender: 'Bob', age: 40_000});
	expect(findOffset()).toBe(40_000);
	permit(['Ann', 'Cem']);
	expect(findOffset()).toBeUndefined();
	expect(size()).toBe(1);
});

test('a subnet without validators has no evidence', () => {
	const {add, findOffset} = create([]);
	expect(add({sender: 'Ann', age: 30_000})).toBe(false);
	expect(findOffset()).toBeUndefined();
});

test.for([
	[[5], 5],
	[[1, 2], 2],
	[[10, 4, 1, 2, 3], 3],
	[[-9, -70, 500, -8], -8],
] as const)('the median of %j is %d', ([values, median]) => {
	expect(findMedian(values)).toBe(median);
});
