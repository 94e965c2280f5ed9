import {expect, test} from 'vitest';
import {chooseEvicted, chooseSpared} from '../../../../src/devnet/subtensor/economy/eviction.ts';

const neuron = (
	uid: number,
	{emission = 0n, registeredAt = 0n, isImmune = false, isSpared = false} = {},
) => ({uid, emission, registeredAt, isImmune, isSpared});

test('the lowest emission leaves', () => {
	const neurons = [neuron(0, {emission: 5n}), neuron(1, {emission: 3n}), neuron(2, {emission: 4n})];
	expect(chooseEvicted(neurons, {minNonImmune: 1})).toBe(1);
});

test('of equal emissions the older registration leaves, then the lower UID', () => {
	const neurons = [
		neuron(0, {registeredAt: 9n}),
		neuron(1, {registeredAt: 8n}),
		neuron(2, {registeredAt: 8n}),
	];
	expect(chooseEvicted(neurons, {minNonImmune: 1})).toBe(1);
});

test('the immune stay while there are enough others', () => {
	const neurons = [
		neuron(0, {isImmune: true}),
		neuron(1, {emission: 7n}),
		neuron(2, {emission: 8n}),
	];
	expect(chooseEvicted(neurons, {minNonImmune: 1})).toBe(1);
});

test('where too few are not immune, an immune one leaves', () => {
	const neurons = [neuron(0, {emission: 0n}), neuron(1, {emission: 7n, isImmune: true})];
	expect(chooseEvicted(neurons, {minNonImmune: 1})).toBe(1);
});

test('where too few are not immune and nobody is immune, nobody leaves', () => {
	expect(chooseEvicted([neuron(0)], {minNonImmune: 1})).toBeUndefined();
});

test('the spared never leave', () => {
	const neurons = [neuron(0, {isSpared: true}), neuron(1, {emission: 9n})];
	expect(chooseEvicted(neurons, {minNonImmune: 0})).toBe(1);
	expect(chooseEvicted([neuron(0, {isSpared: true})], {minNonImmune: 0})).toBeUndefined();
});

test('SubnetOwnerHotkey is spared first, then the owner’s oldest', () => {
	const owned = [
		{uid: 4, hotkey: 'young', registeredAt: 9n},
		{uid: 3, hotkey: 'old', registeredAt: 1n},
		{uid: 5, hotkey: 'owner', registeredAt: 5n},
		{uid: 2, hotkey: 'older', registeredAt: 1n},
	];
	expect(chooseSpared(owned, {ownerHotkey: 'owner', limit: 1})).toEqual(['owner']);
	expect(chooseSpared(owned, {ownerHotkey: 'owner', limit: 3})).toEqual(['owner', 'older', 'old']);
	expect(chooseSpared(owned, {ownerHotkey: 'gone', limit: 1})).toEqual(['older']);
});
