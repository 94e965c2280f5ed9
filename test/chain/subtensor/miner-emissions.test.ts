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
	'SubnetOwner 3': decodeAddress(ownerColdkey),
	'SubnetOwnerHotkey 3': decodeAddress(ownerHotkey),
	'Emission 3': [10n, 20n, 30n, 40n, 0n],
	'ValidatorPermit 3': [false, true, false, false, false],
	[`OwnedHotkeys ${ownerColdkey}`]: [decodeAddress(other)],
	[`Uids 3 ${ownerHotkey}`]: 0n,
	[`Uids 3 ${other}`]: 2n,
};

const subnet = {netuid: 3};

test('validators and all hotkeys of the owner are left out', async () => {
	expect(await getMinerEmissions(createChain(items), subnet)).toEqual([40n, 0n]);
});

test('without an owner, or where it has no UID, nobody else is', async () => {
	const {'SubnetOwner 3': _, 'SubnetOwnerHotkey 3': __, ...nobodys} = items;
	expect(await getMinerEmissions(createChain(nobodys), subnet)).toEqual([10n, 30n, 40n, 0n]);

	const elsewhere = {
		...items,
		'SubnetOwner 3': decodeAddress(account(5)),
		'SubnetOwnerHotkey 3': decodeAddress(account(4)),
	};
	expect(await getMinerEmissions(createChain(elsewhere), subnet)).toEqual([10n, 30n, 40n, 0n]);
});

test('a chain that does not tell has no miners that are paid', async () => {
	expect(await getMinerEmissions(createChain({}), subnet)).toEqual([]);
});
