import {expect, test} from 'vitest';
import type {ChainClient, Query} from '../../../src/chain/client.ts';
import {getNetuidKeys, getNetuids} from '../../../src/chain/subtensor/netuids.ts';
import {little, storageKey} from '../../helpers/chain/storage-key.ts';

/** A chain that counts so many subnets, and has these. */
function createChain(total: number | undefined, netuids: readonly number[]) {
	const listed: Query[] = [];
	const client = {
		pin: async () => '0x01',
		query: async (_at: string, queries: readonly Query[]) =>
			queries.map(([, item, netuid]) =>
				item === 'TotalNetworks' ? total && BigInt(total) : netuids.includes(Number(netuid)),
			),
		async entries(_at: string, query: Query) {
			listed.push(query);
			return netuids.map(netuid => ({keys: [BigInt(netuid)], value: true}));
		},
	} as unknown as ChainClient;
	return {client, listed};
}

test('subnets are looked up, and not listed', async () => {
	const {client, listed} = createChain(3, [5, 0, 255]);

	expect(await getNetuids(client)).toEqual([0, 5, 255]);
	expect(listed).toEqual([]);
});

test.each([4, undefined])('where %s subnets are told, all are listed', async total => {
	const {client, listed} = createChain(total, [5, 0, 300, 2]);

	expect(await getNetuids(client)).toEqual([0, 2, 5, 300]);
	expect(listed).toHaveLength(1);
});

test('the keys that can be read in advance are those of storage', () => {
	const keys = getNetuidKeys();

	expect(keys).toHaveLength(1 + 3 * 256);
	expect(keys).toEqual(
		expect.arrayContaining([
			storageKey('SubtensorModule', 'TotalNetworks'),
			...['NetworksAdded', 'SubnetOwner', 'SubnetOwnerHotkey'].flatMap(item =>
				[0, 1, 255].map(netuid => storageKey('SubtensorModule', item, little(netuid, 2))),
			),
		]),
	);
});
