import {afterEach, expect, test} from 'vitest';
import {arenaHotkey} from '../../../src/arena/accounts.ts';
import type {ChainClient} from '../../../src/chain/client.ts';
import {connectChain} from '../../../src/chain/connect.ts';
import {createSubnetReader, type SubnetFacts} from '../../../src/miner/observe/subnet-facts.ts';
import {createRandom} from '../../../src/support/random.ts';
import {startSubtensorDevnet, type SubtensorDevnet} from '../../helpers/chain/subtensor-devnet.ts';
import {storeValue} from '../../helpers/store-value.ts';

const netuid = 3;
const hotkey = arenaHotkey('rival', netuid, 0).address;
const opened: Array<{readonly close: () => unknown}> = [];

afterEach(async () => {
	for (const thing of opened.splice(0).toReversed()) {
		await thing.close();
	}
});

async function open() {
	const chain = await startSubtensorDevnet();
	const client = await connectChain({url: chain.devnet.url});
	opened.push(chain, client);
	return {chain, client};
}

/** Count what a client asks: `query` is a request, and so is each `call`. */
function countRequests(client: ChainClient) {
	let requests = 0;
	let metagraphs = 0;
	const asked = new Set<string>();
	const counted: ChainClient = {
		...client,
		async query(at, queries) {
			asked.add(`query ${String(at)}`);
			return client.query(at, queries);
		},
		async call(at, api, method, parameters) {
			requests++;
			metagraphs += Number(method === 'get_metagraph');
			return client.call(at, api, method, parameters);
		},
	};
	return {
		client: counted,
		/** Get the counts since the last time. Queries of one turn share a request. */
		take() {
			const taken = {requests: requests + asked.size, metagraphs};
			requests = 0;
			metagraphs = 0;
			asked.clear();
			return taken;
		},
	};
}

/** Make a block, and wait until the client has it. */
async function produce(chain: SubtensorDevnet, client: ChainClient) {
	const {number} = client.head.getSnapshot();
	chain.produce(1);
	return storeValue(client.head, head => head.number > number);
}

/** What must be right at each block; stakes and updates of others may be some blocks old. */
const exact = ({neurons, at: _, ...facts}: SubnetFacts) => ({
	...facts,
	neurons: Array.from(neurons, ([key, {stake: _stake, lastUpdate: _update, axon, ...neuron}]) => ({
		...neuron,
		axon: key === hotkey ? axon : undefined,
	})),
});

test('a block in which nothing happened takes two requests, and no metagraph', async () => {
	const {chain, client} = await open();
	const counted = countRequests(client);
	const read = createSubnetReader(counted.client, {netuid, hotkey});
	await read(client.head.getSnapshot());
	expect(counted.take().metagraphs).toBe(1);

	const costs: unknown[] = [];
	for (let block = 0; block < 8; block++) {
		await read(await produce(chain, client));
		costs.push(counted.take());
	}

	// Not where an epoch falls into them.
	expect(costs.filter(cost => (cost as {metagraphs: number}).metagraphs > 0).length).toBeLessThan(
		2,
	);
	expect(costs).toContainEqual({requests: 2, metagraphs: 0});
	expect(costs.slice(0, 2)).toEqual([
		{requests: 2, metagraphs: 0},
		{requests: 2, metagraphs: 0},
	]);
});

test('what is read little by little is what all at once would be', async () => {
	const {chain, client} = await open();
	const read = createSubnetReader(client, {netuid, hotkey});
	const random = createRandom(5);
	let newcomers = 0;
	await read(client.head.getSnapshot());
	for (let block = 0; block < 90; block++) {
		const draw = random();
		if (draw < 0.15) {
			newcomers++;
			const {error} = await chain.send('//Bob', 'SubtensorModule.burned_register', {
				netuid,
				hotkey: chain.address(`//Newcomer${newcomers}`),
			});
			expect(error).toBeUndefined();
		} else if (draw < 0.3) {
			await chain.send('//Bob', 'SubtensorModule.add_stake', {
				hotkey,
				netuid,
				amountStaked: 1_000_000_000n,
			});
		} else {
			chain.produce(1);
		}

		const head = await storeValue(
			client.head,
			({number}) => number === chain.devnet.head().header.number,
		);
		const facts = await read(head);
		const whole = await createSubnetReader(client, {netuid, hotkey})(head);

		expect(exact(facts)).toEqual(exact(whole));
	}

	expect(newcomers).toBeGreaterThan(5);
});

test('stakes and updates of others are read from time to time, and everything after a gap', async () => {
	const {chain, client} = await open();
	const counted = countRequests(client);
	const read = createSubnetReader(counted.client, {
		netuid,
		hotkey,
		blocks: 3,
		updateBlocks: 2,
	});
	const facts = await read(client.head.getSnapshot());
	const validator = arenaHotkey('validator', netuid, 0).address;
	const before = facts.neurons.get(validator)!;
	await chain.send('//Bob', 'SubtensorModule.add_stake', {
		hotkey: validator,
		netuid,
		amountStaked: 5_000_000_000n,
	});
	let latest = facts;
	for (let block = 0; block < 3; block++) {
		latest = await read(await produce(chain, client));
	}

	expect(latest.neurons.get(validator)!.stake).toBeGreaterThan(before.stake);

	counted.take();
	chain.produce(11);
	await read(
		await storeValue(client.head, ({number}) => number === chain.devnet.head().header.number),
	);
	expect(counted.take().metagraphs).toBe(1);
});
