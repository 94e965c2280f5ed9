import {expect, test} from 'vitest';
import {
	type EvictableNeuron,
	type EvictionRules,
	getEvictionOrder,
	immuneBlocks,
} from '../../src/monitor/eviction.ts';
import {getRegistrationPace, getSlot, isInDanger} from '../../src/monitor/slot.ts';

const rules: EvictionRules = {
	block: 1000,
	maxUids: 4,
	immunityPeriod: 100,
	minNonImmuneUids: 0,
	ownerHotkey: 'owner',
	ownerColdkey: 'owner cold',
};

const neuron = (
	uid: number,
	emission: bigint,
	registeredAt = 0,
	more: Partial<EvictableNeuron> = {},
): EvictableNeuron => ({
	uid,
	hotkey: `hotkey ${uid}`,
	coldkey: `coldkey ${uid}`,
	emission,
	registeredAt,
	...more,
});

test('the lowest emission goes first', () => {
	expect(getEvictionOrder([neuron(0, 5n), neuron(1, 1n), neuron(2, 3n)], rules)).toEqual([1, 2, 0]);
});

test('of equal emissions the older registration goes, then the lower UID', () => {
	const neurons = [neuron(0, 1n, 20), neuron(1, 1n, 10), neuron(3, 1n, 20), neuron(2, 1n, 20)];

	expect(getEvictionOrder(neurons, rules)).toEqual([1, 0, 2, 3]);
});

test('the immune go last, and only while they earn nothing: newcomers would go before the others', () => {
	const neurons = [neuron(0, 9n), neuron(1, 0n, 950), neuron(2, 4n, 950)];

	expect(getEvictionOrder(neurons, rules)).toEqual([0, 1]);
});

test('immunity ends when the period is over, not a block later', () => {
	expect(immuneBlocks({registeredAt: 901}, rules)).toBe(1);
	expect(immuneBlocks({registeredAt: 900}, rules)).toBe(0);
});

test.each([
	// Immunity lasts 100 blocks, and it is block 1000.
	[901, {immuneBlocks: 1, place: undefined}, [0]],
	[900, {immuneBlocks: 0, place: 1}, [1, 0]],
])(
	'a miner of block %i is evicted from the very block on in which its immunity is over',
	(registeredAt, slot, order) => {
		const neurons = [neuron(0, 5n), neuron(1, 1n, registeredAt)];

		expect(getEvictionOrder(neurons, rules)).toEqual(order);
		expect(getSlot(neurons, 1, {...rules, maxUids: 2})).toMatchObject(slot);
	},
);

test('a newcomer counts for the pace up to the very last block of its immunity', () => {
	expect(getRegistrationPace([neuron(0, 1n, 901)], rules)).toBe(0.01);
	expect(getRegistrationPace([neuron(0, 1n, 900)], rules)).toBe(0);
});

test('among the next three of a full subnet, who is not shielded by immunity is in danger', () => {
	const slot = {place: 3, freeUids: 0, isShielded: false};
	expect(isInDanger(slot)).toBe(true);

	for (const safe of [{place: 4}, {place: undefined}, {freeUids: 1}, {isShielded: true}]) {
		expect(isInDanger({...slot, ...safe})).toBe(false);
	}
});

test('as many non-immune as the chain wants to keep are left, and the immune go instead', () => {
	const neurons = [neuron(0, 1n), neuron(1, 2n), neuron(2, 3n), neuron(3, 0n, 950)];

	expect(getEvictionOrder(neurons, {...rules, minNonImmuneUids: 2})).toEqual([0, 3]);
	expect(getEvictionOrder(neurons, {...rules, minNonImmuneUids: 3})).toEqual([3]);
	expect(getEvictionOrder(neurons, {...rules, minNonImmuneUids: undefined})).toEqual([3]);
});

test('the owner’s hotkey is spared, and of its other hotkeys the oldest as far as the limit goes', () => {
	const owned = {coldkey: 'owner cold'};
	const neurons = [
		neuron(0, 0n, 5, {...owned, hotkey: 'owner'}),
		neuron(1, 0n, 2, owned),
		neuron(2, 0n, 1, owned),
		neuron(3, 0n, 3),
	];

	expect(getEvictionOrder(neurons, rules)).toEqual([2, 1, 3]);
	expect(getEvictionOrder(neurons, {...rules, immuneOwnerUids: 2})).toEqual([1, 3]);
});

test('a slot tells its place in the queue and when it is reached at the pace of late', () => {
	const neurons = [neuron(0, 5n), neuron(1, 1n), neuron(2, 3n), neuron(3, 2n, 950)];

	expect(getSlot(neurons, 2, rules)).toEqual({
		isSpared: false,
		immuneBlocks: 0,
		isShielded: false,
		place: 2,
		freeUids: 0,
		// By then the immunity of another that earns less is over.
		blocksLeft: 300,
	});
	expect(getSlot(neurons, 3, rules)).toEqual({
		isSpared: false,
		immuneBlocks: 50,
		isShielded: true,
		place: undefined,
		freeUids: 0,
		blocksLeft: undefined,
	});
});

test('UIDs that nobody has are taken before anybody goes', () => {
	const neurons = [neuron(0, 5n), neuron(1, 1n, 950)];

	// The third newcomer replaces the other, whose immunity is over by then.
	expect(getSlot(neurons, 0, rules)).toMatchObject({place: 1, freeUids: 2, blocksLeft: 400});
});

test('where nobody comes nobody goes', () => {
	expect(getSlot([neuron(0, 5n)], 0, rules)).toMatchObject({place: 1, blocksLeft: undefined});
	expect(getRegistrationPace([neuron(0, 5n)], {block: 0, immunityPeriod: 100})).toBe(0);
});

test('a UID that nobody has is no slot', () => {
	expect(getSlot([neuron(0, 5n)], 1, rules)).toBeUndefined();
});

test('where all are immune and paid, a newcomer takes the place of the one paid least', () => {
	const neurons = [neuron(0, 5n, 950), neuron(1, 1n, 960), neuron(2, 3n, 970)];

	expect(getEvictionOrder(neurons, {...rules, maxUids: 3})).toEqual([1]);
	expect(getEvictionOrder(neurons, rules)).toEqual([]);
});
