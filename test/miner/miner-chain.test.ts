import {afterAll, afterEach, beforeAll, expect, test, vi} from 'vitest';
import {arenaHotkey} from '../../src/arena/accounts.ts';
import type {ChainClient} from '../../src/chain/client.ts';
import {connectChain} from '../../src/chain/connect.ts';
import type {Devnet} from '../../src/devnet/devnet.ts';
import {createMinerChain, type MinerChain} from '../../src/miner/miner-chain.ts';
import {createSubnetDetails} from '../../src/miner/subnet-details.ts';
import {startFrailNetwork, type FrailNetwork} from '../helpers/frail-network.ts';
import {startSubnetDevnet} from '../helpers/subnet-devnet.ts';

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
	const {neurons, block, alphaPrice, nextEpoch} = await vi.waitUntil(() => facts.getSnapshot());

	expect(neurons.get(signer.address)).toMatchObject({validatorPermit: false, axon: undefined});
	const validator = neurons.get(arenaHotkey('validator', netuid, 0).address)!;
	expect(validator.validatorPermit).toBe(true);
	expect(validator.stake).toBeGreaterThan(0n);
	expect(alphaPrice).toBeGreaterThan(0n);
	expect(nextEpoch).toBeGreaterThan(block);
});

test('screens see the rules of the subnet, and what validators give the miner', async () => {
	const {view} = start();
	const shown = await vi.waitUntil(() => view.getSnapshot());

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
	const facts = await vi.waitUntil(() => chain.facts.getSnapshot());
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

test('facts follow the blocks', async () => {
	const {facts} = start();
	const {block} = await vi.waitUntil(() => facts.getSnapshot());
	devnet.produceBlock();

	await vi.waitUntil(() => facts.getSnapshot()!.block === block + 1);
});

test('what is announced stands on the chain', async () => {
	const chain = start();
	const {signal} = new AbortController();
	const announced = chain.announce({ip: '127.0.0.2', port: 8091}, {signal});
	await vi.waitUntil(() => devnet.chain.pool.ready().length > 0);
	devnet.produceBlock();

	expect(await announced).toBe(devnet.head().header.number);
	await vi.waitUntil(() => chain.facts.getSnapshot()?.neurons.get(signer.address)?.axon);
	expect(chain.facts.getSnapshot()!.neurons.get(signer.address)!.axon).toEqual({
		ip: '127.0.0.2',
		port: 8091,
	});
});

test('while the chain is lost the facts stay, and are fresh again when it is back', async () => {
	const {facts, problem} = start();
	const {block} = await vi.waitUntil(() => facts.getSnapshot());
	network.cut();
	await vi.waitUntil(() => problem.getSnapshot());
	expect(facts.getSnapshot()!.block).toBe(block);
	devnet.produceBlock();

	await vi.waitUntil(() => facts.getSnapshot()!.block > block, {timeout: 20_000});
	await vi.waitUntil(() => problem.getSnapshot() === undefined);
});

test('a watch that was closed hears nothing more', async () => {
	const {facts, close} = start();
	const {block} = await vi.waitUntil(() => facts.getSnapshot());
	await close();
	await close();
	devnet.produceBlock();
	const later = start();
	await vi.waitUntil(() => later.facts.getSnapshot()?.block === block + 1);

	expect(facts.getSnapshot()!.block).toBe(block);
});
