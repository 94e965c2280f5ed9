import {afterEach, expect, test} from 'vitest';
import {arenaHotkey} from '../../../src/arena/accounts.ts';
import type {ChainClient} from '../../../src/chain/client.ts';
import {connectChain} from '../../../src/chain/connect.ts';
import {
	createSubnetReader,
	type SubnetFacts,
} from '../../../src/miner/observe/subnet/subnet-facts.ts';
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
const exact = ({neurons, at: _, ...facts}: SubnetFacts, own: string) => ({
	...facts,
	neurons: Array.from(
		neurons,
		([key, {stake: _stake, lastUpdate: _update, axon: address, ...neuron}]) => ({
			...neuron,
			axon: key === own ? address : undefined,
		}),
	),
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
	const own = chain.address('//Mine');
	const register = async (newcomer: string) =>
		chain.send('//Bob', 'SubtensorModule.burned_register', {netuid, hotkey: newcomer});
	await register(own);
	// Only what is told by the state, not by time.
	const options = {netuid, hotkey: own};
	const read = createSubnetReader(client, {...options, blocks: Infinity});
	const random = createRandom(5);
	const done = {registered: 0, staked: 0, served: 0};
	let isOn = true;
	let nextAnnouncement = 0;
	const act = async (block: number) => {
		const draw = random();
		if (draw < 0.1) {
			done.registered++;
			return register(isOn ? chain.address(`//Newcomer${done.registered}`) : own);
		}

		if (draw < 0.3) {
			done.staked++;
			return chain.send('//Bob', 'SubtensorModule.add_stake', {
				hotkey: own,
				netuid,
				amount_staked: 1_000_000_000n,
			});
		}

		if (isOn && block >= nextAnnouncement) {
			done.served++;
			nextAnnouncement = block + servingLimit;
			return chain.send('//Mine', 'SubtensorModule.serve_axon', {
				...axon,
				netuid,
				port: 8000 + done.served,
			});
		}

		chain.produce(1);
		return undefined;
	};

	for (let block = 0; block < 90; block++) {
		await act(block);
		const head = await storeValue(
			client.head,
			({number}) => number === chain.devnet.head().header.number,
		);
		const facts = await read(head);
		const whole = await createSubnetReader(client, options)(head);

		isOn = whole.neurons.has(own);

		expect(exact(facts, own)).toEqual(exact(whole, own));
	}

	expect(Math.min(...Object.values(done))).toBeGreaterThan(1);
});

/** Blocks. */
const servingLimit = 50;

const axon = {
	version: 7,
	ip: 0x7f_00_00_02,
	ip_type: 4,
	protocol: 4,
	placeholder1: 0,
	placeholder2: 0,
};

test('the stakes of others are read from time to time', async () => {
	const {chain, client} = await open();
	const read = createSubnetReader(client, {netuid, hotkey, blocks: 3});
	const facts = await read(client.head.getSnapshot());
	const validator = arenaHotkey('validator', netuid, 0).address;
	const before = facts.neurons.get(validator)!;
	await chain.send('//Bob', 'SubtensorModule.add_stake', {
		hotkey: validator,
		netuid,
		amount_staked: 5_000_000_000n,
	});
	let latest = facts;
	for (let block = 0; block < 3; block++) {
		latest = await read(await produce(chain, client));
	}

	expect(latest.neurons.get(validator)!.stake).toBeGreaterThan(before.stake);
});

test('after a gap everything is read, whatever the marks say', async () => {
	const {chain, client} = await open();
	const counted = countRequests(client);
	const read = createSubnetReader(counted.client, {netuid, hotkey});
	const {nextEpoch} = await read(client.head.getSnapshot());
	const gap = 11;
	expect(nextEpoch!).toBeGreaterThan(gap + 1);
	counted.take();
	chain.produce(gap);
	await read(
		await storeValue(client.head, ({number}) => number === chain.devnet.head().header.number),
	);

	expect(counted.take().metagraphs).toBe(1);
});
