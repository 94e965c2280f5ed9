import {expect, test} from 'vitest';
import {
	type RegistrationChange,
	watchRegistration,
} from '../../../src/miner/observe/registration-watch.ts';
import {createFakeMinerChain, createNeuron} from '../../helpers/miner/miner-chain.ts';

const hotkey = '5Own';
const own = createNeuron({uid: 7, hotkey, registeredAt: 5});
const other = createNeuron({uid: 3, hotkey: '5Other'});

function watch(chain = createFakeMinerChain()) {
	const changes: RegistrationChange[] = [];
	const stop = watchRegistration({hotkey, facts: chain.facts}, change => {
		changes.push(change);
	});
	return {chain, changes, stop};
}

test('a UID is told once, when it is lost, and when there is a new one', () => {
	const {chain, changes} = watch();
	expect(changes).toEqual([]);
	chain.show({neurons: [other, own]});
	chain.show({neurons: [other, {...own, incentive: 9}]});
	expect(changes).toEqual([{kind: 'registered', uid: 7}]);

	chain.show({neurons: [other]});
	chain.show({neurons: [other]});
	expect(changes.slice(1)).toEqual([{kind: 'deregistered', uid: 7}]);

	chain.show({neurons: [other, {...own, uid: 2, registeredAt: 20}]});
	expect(changes.slice(2)).toEqual([{kind: 'registered', uid: 2}]);
});

test('a UID that was lost and taken again between two looks is a new registration', () => {
	const {chain, changes} = watch();
	chain.show({neurons: [own]});
	chain.show({neurons: [{...own, registeredAt: 20}]});
	chain.show({neurons: [{...own, uid: 1, registeredAt: 20}]});

	expect(changes).toEqual([
		{kind: 'registered', uid: 7},
		{kind: 'registered', uid: 7},
		{kind: 'registered', uid: 1},
	]);
});

test('what is known at the start is told at once, and nothing after the end', () => {
	const chain = createFakeMinerChain();
	chain.show({neurons: [own]});
	const {changes, stop} = watch(chain);
	expect(changes).toEqual([{kind: 'registered', uid: 7}]);

	stop();
	chain.show({neurons: []});
	expect(changes).toHaveLength(1);
});

test('who never had a UID has none to lose', () => {
	const {chain, changes} = watch();
	chain.show({neurons: [other]});

	expect(changes).toEqual([]);
});
