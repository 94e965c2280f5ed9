import {afterAll, afterEach, beforeAll, expect, test} from 'vitest';
import {arenaHotkey} from '../../src/arena/accounts.ts';
import type {ChainClient} from '../../src/chain/client.ts';
import {connectChain} from '../../src/chain/connect.ts';
import {getNextAnnouncement} from '../../src/chain/subtensor/axon.ts';
import type {Devnet} from '../../src/devnet/devnet.ts';
import {createMinerChain, type MinerChain} from '../../src/miner/miner-chain.ts';
import {watchClock} from '../../src/miner/observe/clock-watch.ts';
import {type Clock, systemClock} from '../../src/support/clock.ts';
import {createSubnetDetails} from '../../src/miner/observe/subnet/subnet-details.ts';
import {startFrailNetwork, type FrailNetwork} from '../helpers/chain/frail-network.ts';
import {startSubnetDevnet} from '../helpers/chain/subnet-devnet.ts';
import {createFakeClock} from '../helpers/fake-clock.ts';
import {blockHash} from '../../src/chain/connection/schemas.ts';
import {createStore} from '../../src/support/store.ts';
import {storeValue} from '../helpers/store-value.ts';
import {until} from '../helpers/until.ts';

const netuid = 3;
const signer = arenaHotkey('rival', netuid, 0);
let devnet: Devnet;
let network: FrailNetwork;
let client: ChainClient;
const chains: MinerChain[] = [];

beforeAll(async () => {
	devnet = await startSubnetDevnet();
	network = await startFrailNetwork(devnet.url);
	client = await connectChain({url: network.url});
});

afterEach(async () => {
	await Promise.all(chains.splice(0).map(async chain => chain.close()));
});

afterAll(async () => {
	client.close();
	await network.close();
	await devnet.close();
});

function start() {
	const chain = createMinerChain(client, {netuid, signer, interval: 10});
	chains.push(chain);
	return chain;
}

test('a miner sees who is on its subnet, with permit and stake, and itself', async () => {
	const {facts} = start();
	const {neurons, block, alphaPrice, nextEpoch} = await until(() => facts.getSnapshot());

	expect(neurons.get(signer.address)).toMatchObject({validatorPermit: false, axon: undefined});
	const validator = neurons.get(arenaHotkey('validator', netuid, 0).address)!;
	expect(validator.validatorPermit).toBe(true);
	expect(validator.stake).toBeGreaterThan(0n);
	expect(alphaPrice).toBeGreaterThan(0n);
	expect(nextEpoch).toBeGreaterThan(block);
});

test('screens see the rules of the subnet, and what validators give the miner', async () => {
	const {view} = start();
	const shown = await until(() => view.getSnapshot());

	expect(shown).toMatchObject({
		genesisHash: client.genesisHash,
		name: 'Image recognition',
		task: 'image',
		tempo: 20,
		maxUids: 8,
		registrationOpen: true,
		burnRules: {kind: 'continuous', halfLife: 360},
	});
	expect(shown.burn).toBeGreaterThan(0n);
	expect(shown.at).toBeLessThanOrEqual(Date.now());
	expect(shown.neurons.map(({uid}) => uid)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
	const validators = shown.neurons.filter(({validatorPermit}) => validatorPermit);
	expect(shown.weightsOnUs).toEqual(validators.map(({uid}) => ({uid, share: 0})));
});

test('what changes seldom is read seldom, and a refusal leaves it as it was', async () => {
	const chain = start();
	const facts = await until(() => chain.facts.getSnapshot());
	const {hash} = client.head.getSnapshot();
	let requests = 0;
	let isRefusing = false;
	const counted: ChainClient = {
		...client,
		async query(at, queries) {
			requests++;
			if (isRefusing) {
				throw new Error('Too many requests');
			}

			return client.query(at, queries);
		},
	};
	const read = createSubnetDetails(counted, {netuid, hotkey: signer.address});
	const details = await read(facts, hash);
	expect(details).toMatchObject({maxUids: 8});
	const first = requests;
	expect(await read({...facts, block: facts.block + 49}, hash)).toBe(details);
	expect(requests).toBe(first);

	isRefusing = true;
	expect(await read({...facts, block: facts.block + 50}, hash)).toBe(details);
	expect(requests).toBeGreaterThan(first);
	isRefusing = false;
	expect(await read({...facts, nextEpoch: facts.nextEpoch! + 20}, hash)).toEqual(details);
});

test('the time of blocks shows that our own clock is wrong', async () => {
	const behind: Clock = {...systemClock, now: () => Date.now() - 3_600_000};
	const late = await connectChain({url: network.url, clock: behind});
	const chain = createMinerChain(late, {netuid, signer, interval: 0});
	const {problem, close} = watchClock({facts: chain.facts});
	while (problem.getSnapshot() === undefined) {
		const {block} = await until(() => chain.facts.getSnapshot());
		devnet.produceBlock();
		await until(() => chain.facts.getSnapshot()!.block > block);
	}

	expect(problem.getSnapshot()).toMatch(/(?:59|60) min behind the chain's/v);
	close();
	await chain.close();
	late.close();
});

test('facts follow the blocks', async () => {
	const {facts} = start();
	const {block} = await until(() => facts.getSnapshot());
	devnet.produceBlock();

	await until(() => facts.getSnapshot()!.block === block + 1);
});

test('what is announced stands on the chain', async () => {
	const chain = start();
	const {signal} = new AbortController();
	const announced = chain.announce({ip: '127.0.0.2', port: 8091}, {signal});
	await until(() => devnet.chain.pool.ready().length > 0);
	devnet.produceBlock();

	expect(await announced).toBe(devnet.head().header.number);
	await until(() => chain.facts.getSnapshot()?.neurons.get(signer.address)?.axon);
	expect(chain.facts.getSnapshot()!.neurons.get(signer.address)!.axon).toEqual({
		ip: '127.0.0.2',
		port: 8091,
	});
});

test('an announcement that comes too soon tells from which block on it may come', async () => {
	const chain = start();
	const {signal} = new AbortController();
	const facts = await until(() => chain.facts.getSnapshot());
	const {hash} = client.head.getSnapshot();
	const next = await getNextAnnouncement(client, {netuid, hotkey: signer.address, at: hash});

	// It was announced a moment ago.
	expect(next).toBeGreaterThan(facts.block + 1);
	const again = chain.announce({ip: '127.0.0.3', port: 8091}, {signal});
	await expect(again).rejects.toMatchObject({name: 'AnnouncedTooSoonError', block: next});
	while (devnet.head().header.number < next! - 1) {
		devnet.produceBlock();
	}

	await storeValue(client.head, ({number}) => number === next! - 1);
	const announced = chain.announce({ip: '127.0.0.3', port: 8091}, {signal});
	await until(() => devnet.chain.pool.ready().length > 0);
	devnet.produceBlock();

	expect(await announced).toBe(next);
});

test('while the chain is lost the facts stay, and are fresh again when it is back', async () => {
	const {facts, problem} = start();
	const {block} = await until(() => facts.getSnapshot());
	network.cut();
	const said = await until(() => problem.getSnapshot());
	expect(said).toMatch(/^The chain at `ws:\/\/127\.0\.0\.1:\d+` cannot be reached: /v);
	expect(facts.getSnapshot()!.block).toBe(block);
	devnet.produceBlock();

	await until(() => facts.getSnapshot()!.block > block);
	await until(() => problem.getSnapshot() === undefined);
});

test('a node that sends no blocks is a problem until there is one, and connected to anew', async () => {
	const clock = createFakeClock(client.head.getSnapshot().receivedAt);
	const chain = createMinerChain({...client, clock}, {netuid, signer, interval: 0});
	chains.push(chain);
	await storeValue(chain.facts, facts => facts !== undefined);
	const {number: block} = client.head.getSnapshot();
	const {since} = client.status.getSnapshot();
	clock.advance(9000);
	expect(chain.problem.getSnapshot()).toBeUndefined();

	clock.advance(1000);
	const said = `The node at \`${network.url}\` has sent no new block for 10 s: the last one was ${block}`;
	expect(chain.problem.getSnapshot()).toBe(said);
	await storeValue(chain.status, status => status.state === 'connected' && status.since !== since);
	expect(chain.problem.getSnapshot()).toBe(said);

	devnet.produceBlock();
	await until(() => {
		// The pause after a read.
		clock.advance(1);
		return chain.facts.getSnapshot()?.block === block + 1;
	});
	expect(chain.problem.getSnapshot()).toBeUndefined();
});

test('where no other node has a new block either, the chain has stalled, and none is left', async () => {
	const second = await startFrailNetwork(devnet.url);
	const several = await connectChain({url: [network.url, second.url]});
	const clock = createFakeClock(several.head.getSnapshot().receivedAt);
	const chain = createMinerChain({...several, clock}, {netuid, signer, interval: 0});
	await storeValue(chain.facts, facts => facts !== undefined);
	clock.advance(10_000);
	const said = await storeValue(chain.problem, problem => problem?.includes('stalled') ?? false);

	expect(said).toMatch(
		/the last one was \d+\. Other endpoints have none, either: the chain has stalled$/v,
	);
	expect(chain.status.getSnapshot()).toMatchObject({state: 'connected', url: network.url});
	expect(chain.endpoints.getSnapshot()).toBeUndefined();

	await chain.close();
	several.close();
	await second.close();
});

test('a miner whose node is frozen behind a proxy goes on at another, and comes back', async () => {
	const second = await startFrailNetwork(devnet.url);
	const clock = createFakeClock(Date.now());
	const several = await connectChain({url: [network.url, second.url], clock});
	const chain = createMinerChain(several, {netuid, signer, interval: 0});
	/** Let time pass, in steps that leave the sockets their turn. */
	const passUntil = async (isOver: () => boolean) =>
		until(() => {
			clock.advance(250);
			return isOver();
		});
	const uses = (one: FrailNetwork) => () => {
		const {state, url} = several.status.getSnapshot();
		return state === 'connected' && url === one.url;
	};

	await storeValue(chain.facts, facts => facts !== undefined);
	network.freeze();
	devnet.produceBlock();
	await passUntil(uses(second));
	const block = devnet.head().header.number;
	await passUntil(() => chain.facts.getSnapshot()?.block === block);
	expect(chain.endpoints.getSnapshot()).toContain(`\`${network.url}\` was left at`);

	network.thaw();
	let looks = 0;
	await passUntil(() => {
		looks++;
		if (looks % 20 === 0) {
			devnet.produceBlock();
		}

		return uses(network)();
	});
	devnet.produceBlock();
	const next = devnet.head().header.number;
	await passUntil(() => chain.facts.getSnapshot()?.block === next);
	expect(chain.endpoints.getSnapshot()).toBeUndefined();
	expect(chain.problem.getSnapshot()).toBeUndefined();

	await chain.close();
	several.close();
	await second.close();
});

test('a node that was just connected gets the whole time to send a block', async () => {
	const clock = createFakeClock(Date.now());
	const chain = createMinerChain({...client, clock}, {netuid, signer, interval: 0});
	chains.push(chain);
	await storeValue(chain.facts, facts => facts !== undefined);
	clock.advance(9000);
	network.cut();
	await storeValue(chain.status, ({state}) => state === 'disconnected');
	const said = chain.problem.getSnapshot();
	expect(said).toMatch(/cannot be reached/v);
	await storeValue(chain.status, ({state}) => state === 'connected');
	clock.advance(9000);

	expect(chain.problem.getSnapshot()).toBe(said);
	expect(chain.status.getSnapshot().state).toBe('connected');
});

test('a node that is behind changes nothing that is known', async () => {
	while (devnet.head().header.number < 12) {
		devnet.produceBlock();
	}

	const top = await storeValue(client.head, ({number}) => number === devnet.head().header.number);
	const toHead = async (number: number) => ({
		...top,
		number,
		hash: await client.rpc.request('chain_getBlockHash', [number], blockHash),
	});
	const head = createStore(top);
	const chain = createMinerChain({...client, head}, {netuid, signer, interval: 0});
	chains.push(chain);
	const facts = await storeValue(chain.facts, known => known !== undefined);

	head.set(await toHead(top.number - 4));
	const said = await storeValue(chain.problem, problem => problem !== undefined);
	expect(said).toMatch(
		new RegExp(
			`is at block ${top.number - 4}, behind block ${top.number}, which was read before`,
			'v',
		),
	);
	expect(chain.facts.getSnapshot()).toBe(facts);

	devnet.produceBlock();
	head.set(await toHead(top.number + 1));
	await storeValue(chain.facts, known => known?.block === top.number + 1);
	expect(chain.problem.getSnapshot()).toBeUndefined();

	// A fork is told of by nobody.
	head.set(await toHead(top.number - 2));
	head.set(await toHead(top.number));
	devnet.produceBlock();
	head.set(await toHead(top.number + 2));
	await storeValue(chain.facts, known => known?.block === top.number + 2);
	expect(chain.problem.getSnapshot()).toBeUndefined();
});

test('a watch that was closed hears nothing more', async () => {
	const {facts, close} = start();
	const {block} = await until(() => facts.getSnapshot());
	await close();
	await close();
	devnet.produceBlock();
	const later = start();
	await until(() => later.facts.getSnapshot()?.block === block + 1);

	expect(facts.getSnapshot()!.block).toBe(block);
});
