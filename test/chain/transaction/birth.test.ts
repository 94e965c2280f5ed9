import {afterEach, beforeEach, expect, test} from 'vitest';
import type {ChainClient} from '../../../src/chain/client.ts';
import {connectChain} from '../../../src/chain/connect.ts';
import {birthDepth, getBirth} from '../../../src/chain/transaction/birth.ts';
import type {Devnet} from '../../../src/devnet/devnet.ts';
import {type LyingNode, startLyingNode} from '../../helpers/chain/lying-node.ts';
import {startPlainDevnet} from '../../helpers/chain/plain-devnet.ts';
import {storageKey} from '../../helpers/chain/storage-key.ts';
import {storeValue} from '../../helpers/store-value.ts';

let devnet: Devnet;
let node: LyingNode;
let client: ChainClient;

beforeEach(async () => {
	devnet = await startPlainDevnet();
	node = await startLyingNode(devnet.url);
	client = await connectChain({url: node.url});
});

afterEach(async () => {
	client.close();
	await node.close();
	await devnet.close();
});

async function produceTo(last: number) {
	while (devnet.head().header.number < last) {
		devnet.produceBlock();
	}

	await storeValue(client.head, ({number}) => number === last);
}

test.each([birthDepth, birthDepth + 1, 20])(
	'an era begins some blocks before block %d, and one request tells',
	async number => {
		await produceTo(number);
		const birth = await getBirth(client);

		expect(birth).toEqual({
			number: number - birthDepth,
			hash: devnet.chain.getHash(number - birthDepth),
		});
		expect(node.count('state_queryStorageAt')).toBeLessThanOrEqual(2);
		expect(node.count('chain_getFinalizedHead')).toBe(0);
	},
);

test('on a new chain it begins with the first block', async () => {
	const genesis = {number: 0, hash: devnet.chain.genesis};

	expect(await getBirth(client)).toEqual(genesis);
	await produceTo(1);

	expect(await getBirth(client)).toEqual(genesis);
});

test.each([null, `0x${'00'.repeat(32)}`])(
	'where the hash is not kept (%s), it begins at the newest block',
	async stored => {
		await produceTo(9);
		const prefix = storageKey('System', 'BlockHash');
		node.lie('state_queryStorageAt', async ({relay, answer}) => {
			const {result} = await relay();
			const [{block, changes}] = result as [
				{block: string; changes: ReadonlyArray<[string, string]>},
			];
			const told = changes.map(([key, value]) => [key, key.startsWith(prefix) ? stored : value]);
			answer({result: [{block, changes: told}]});
		});
		const {number, hash} = client.head.getSnapshot();

		expect(await getBirth(client)).toEqual({number, hash});
	},
);
