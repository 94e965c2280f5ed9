import {expect, test} from 'vitest';
import type {ChainClient, Query} from '../../../src/chain/client.ts';
import {getMinerEmissions} from '../../../src/chain/subtensor/miner-emissions.ts';
import type {Value} from '../../../src/chain/value.ts';
import {decodeAddress, encodeAddress} from '../../../src/crypto/ss58.ts';

const account = (byte: number) => encodeAddress(new Uint8Array(32).fill(byte));
const [ownerHotkey, ownerColdkey, other] = [account(1), account(2), account(3)];

/** A chain that holds these items and no others. */
function createChain(items: Readonly<Record<string, Value>>): ChainClient {
	const read = ([, item, ...keys]: Query) => items[[item, ...keys.map(String)].join(' ')];
	return {
		pin: async () => '0x01',
		query: async (_at: string, queries: readonly Query[]) => queries.map(query => read(query)),
	} as unknown as ChainClient;
}

const items = {
	'Emission 3': [10n, 20n, 30n, 40n, 0n],
	'ValidatorPermit 3': [false, true, false, false, false],
	[`OwnedHotkeys ${ownerColdkey}`]: [decodeAddress(other)],
	[`Uids 3 ${ownerHotkey}`]: 0n,
	[`Uids 3 ${other}`]: 2n,
};

test('validators and all hotkeys of the owner are left out', async () => {
	const subnet = {netuid: 3, ownerHotkey, ownerColdkey};

	expect(await getMinerEmissions(createChain(items), subnet)).toEqual([40n, 0n]);
});

test('without an owner, or where it has no UID, nobody else is', async () => {
	const nobody = {netuid: 3, ownerHotkey: undefined, ownerColdkey: undefined};
	expect(await getMinerEmissions(createChain(items), nobody)).toEqual([10n, 30n, 40n, 0n]);

	const elsewhere = {netuid: 3, ownerHotkey: account(4), ownerColdkey: account(5)};
	expect(await getMinerEmissions(createChain(items), elsewhere)).toEqual([10n, 30n, 40n, 0n]);
});

test('a chain that does not tell has no miners that are paid', async () => {
	const subnet = {netuid: 3, ownerHotkey, ownerColdkey};

	expect(await getMinerEmissions(createChain({}), subnet)).toEqual([]);
});
