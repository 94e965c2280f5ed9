import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {ChainClient} from '../../../src/chain/client.ts';
import {connectChain} from '../../../src/chain/connect.ts';
import {getBalance} from '../../../src/chain/balances/balance.ts';
import {getBeacon, getPulse} from '../../../src/chain/drand/beacon.ts';
import {getAxon, serveAxon} from '../../../src/chain/subtensor/axon.ts';
import {getBurn, getBurnRules} from '../../../src/chain/subtensor/burn.ts';
import {createWeightsCall} from '../../../src/chain/subtensor/commit-weights.ts';
import {getEpochSchedule} from '../../../src/chain/subtensor/epoch.ts';
import {getHyperparameters} from '../../../src/chain/subtensor/hyperparameters.ts';
import {readNeuronStorage} from '../../../src/chain/subtensor/neuron-storage.ts';
import {getNeurons} from '../../../src/chain/subtensor/neurons.ts';
import {getAlphaPrice, getAlphaPrices} from '../../../src/chain/subtensor/price.ts';
import {burnedRegister, createRegistration} from '../../../src/chain/subtensor/registration.ts';
import {
	addStake,
	getOwner,
	requireOwnersAlpha,
	getStakes,
	removeStake,
} from '../../../src/chain/subtensor/stake.ts';
import {getSubnet, getSubnets} from '../../../src/chain/subtensor/subnets.ts';
import {getUid} from '../../../src/chain/subtensor/uid.ts';
import {getChainInfo, getChainTime} from '../../../src/chain/system/chain-info.ts';
import {submit} from '../../../src/chain/transaction/submit.ts';
import {createSigner} from '../../../src/crypto/sr25519.ts';
import type {Signer} from '../../../src/crypto/signer.ts';
import type {Devnet} from '../../../src/devnet/devnet.ts';
import {getEvictionOrder} from '../../../src/monitor/eviction.ts';
import {submitClosing} from '../../helpers/chain/calls/close-subnet.ts';
import {startSubnetDevnet} from '../../helpers/chain/subnet-devnet.ts';

const image = 3;
/** The subnet that is closed by its owner. */
const closed = 1;
const bob = createSigner({uri: '//Bob'});
const cap = 10_000_000_000n;

let devnet: Devnet;
let client: ChainClient;

beforeAll(async () => {
	devnet = await startSubnetDevnet({blockTime: 50});
	client = await connectChain({url: devnet.url});
	await submitClosing(client, closed);
});

afterAll(async () => {
	client.close();
	await devnet.close();
});

const register = async (hotkey: Signer, netuid = image) =>
	submit(client, createRegistration(client, {netuid, hotkey: hotkey.address, limit: cap}).call, {
		signer: bob,
	});

describe('reads', () => {
	test('the subnets tell what they are', async () => {
		const subnets = await getSubnets(client);

		expect(subnets.map(({netuid, task}) => [netuid, task])).toEqual([
			[0, undefined],
			[1, 'text'],
			[2, 'translation'],
			[3, 'image'],
			[4, 'data'],
		]);
		expect(subnets[image]).toMatchObject({
			name: 'Image recognition',
			tempo: 20,
			uids: 8,
			maxUids: 8,
			miners: 6,
			registrationOpen: true,
			started: true,
		});
		expect(subnets[image]!.burn).toBeGreaterThan(0n);
		expect(subnets[image]!.alphaPrice).toBeGreaterThan(0n);
	});

	test('one subnet is the same alone as among all, at the same block', async () => {
		const at = client.head.getSnapshot().hash;
		const subnets = await getSubnets(client, {at});

		const {alphaPrice: _, ...unpriced} = subnets[image]!;
		expect(await getSubnet(client, {netuid: image, at})).toEqual(unpriced);
		expect(await getSubnet(client, {netuid: 99, at})).toBeUndefined();
		expect(await getBurn(client, {netuid: image, at})).toBe(subnets[image]!.burn);
		expect(await getAlphaPrices(client, {netuids: [image], at})).toEqual(
			new Map([[image, subnets[image]!.alphaPrice]]),
		);
	});

	test('the metagraph and storage tell the same of neurons', async () => {
		const at = client.head.getSnapshot().hash;
		const neurons = await getNeurons(client, {netuid: image, at});

		expect(neurons).toHaveLength(8);
		expect(await readNeuronStorage(client, {netuid: image, at})).toEqual(neurons);
	});

	test('the price out of the reserves is the one that the chain tells, of a pool with even sides', async () => {
		const at = await client.pin(undefined);
		const told = await getAlphaPrice(client, {netuid: 1, at});
		const computed = await getAlphaPrice(
			{...client, has: () => false, call: async () => undefined},
			{netuid: 1, at},
		);

		expect(Number(computed)).toBeCloseTo(Number(told), -1);
	});

	test('the chain tells its time, its blocks and its beacon', async () => {
		const [info, time, beacon] = await Promise.all([
			getChainInfo(client),
			getChainTime(client),
			getBeacon(client),
		]);

		expect(info).toMatchObject({isDevelopment: true, blockTime: 50});
		expect(Math.abs(Date.now() - time!)).toBeLessThan(5000);
		expect(beacon).toMatchObject({period: 1, schemeId: 'bls-unchained-g1-rfc9380'});
		expect(beacon!.publicKey).toHaveLength(96);
		expect((await getPulse(client, {round: beacon!.lastRound}))?.signature).toHaveLength(48);
		expect(await getPulse(client, {round: beacon!.lastRound + 1000n})).toBeUndefined();
	});

	test('the rules of prices and evictions are those of the chain', async () => {
		expect(await getBurnRules(client, {netuid: image})).toMatchObject({
			kind: 'continuous',
			halfLife: 360,
			increase: 1.26,
		});
		expect(await getHyperparameters(client, {netuid: image})).toMatchObject({
			commitRevealEnabled: true,
			commitRevealVersion: 4,
			maxValidators: 2,
			minNonImmuneUids: expect.any(Number) as number,
		});
	});

	test('the next epoch runs in the block that was foretold', async () => {
		const {next, index} = (await getEpochSchedule(client, {netuid: image}))!;
		while (devnet.head().header.number < next) {
			devnet.produceBlock();
		}

		const before = (await client.rpc.request('chain_getBlockHash', [next - 1])) as string;
		const at = (await client.rpc.request('chain_getBlockHash', [next])) as string;

		expect((await getEpochSchedule(client, {netuid: image, at: before}))?.index).toBe(index);
		expect((await getEpochSchedule(client, {netuid: image, at}))?.index).toBe(index! + 1);
	});
});

describe('a miner’s way', () => {
	test('registering costs the burn and the fee, and the evicted one is who was foretold', async () => {
		const hotkey = createSigner({uri: '//Miner//way'});
		const at = await client.pin(undefined);
		const [neurons, rules, {ownerHotkey, ownerColdkey, ...subnet}] = await Promise.all([
			getNeurons(client, {netuid: image, at}),
			getHyperparameters(client, {netuid: image, at}),
			getSubnet(client, {netuid: image, at}).then(found => found!),
		]);
		const [next] = getEvictionOrder(neurons, {
			block: devnet.head().header.number,
			maxUids: subnet.maxUids,
			immunityPeriod: rules.immunityPeriod!,
			minNonImmuneUids: rules.minNonImmuneUids,
			immuneOwnerUids: rules.immuneOwnerUids,
			ownerHotkey,
			ownerColdkey,
		});
		const {block, fee} = await register(hotkey);
		const parent = (await client.rpc.request('chain_getBlockHash', [block.number - 1])) as string;
		const [before, after] = await Promise.all(
			[parent, block.hash].map(async hash => getBalance(client, {address: bob.address, at: hash})),
		);
		const paid = before! - after! - fee;

		expect(await getUid(client, {netuid: image, hotkey: hotkey.address})).toBe(next);
		expect(paid).toBeGreaterThan(0n);
		expect(paid).toBeLessThanOrEqual(subnet.burn);
	});

	test('a price above the cap is refused by the chain, with the program’s own word', async () => {
		const {call} = createRegistration(client, {netuid: image, hotkey: bob.address, limit: 1n});

		await expect(submit(client, call, {signer: bob})).rejects.toMatchObject({
			code: 'price-above-cap',
			exitCode: 3,
		});
	});

	test.each([
		['no-such-subnet', 99],
		['sub-net-registration-disabled', closed],
	])('registering is refused as `%s` where it is', async (code, netuid) => {
		await expect(
			submit(client, burnedRegister({netuid, hotkey: bob.address}), {signer: bob}),
		).rejects.toMatchObject({code, exitCode: 3});
	});

	test('an announced axon can be read back, and costs nothing', async () => {
		const hotkey = createSigner({uri: '//Miner//axon'});
		await register(hotkey);
		const {fee} = await submit(client, serveAxon({netuid: image, ip: '127.0.0.2', port: 8091}), {
			signer: hotkey,
		});

		expect(fee).toBe(0n);
		expect(await getAxon(client, {netuid: image, hotkey: hotkey.address})).toEqual({
			ip: '127.0.0.2',
			port: 8091,
		});

		const neurons = await getNeurons(client, {netuid: image});

		expect(neurons.find(neuron => neuron.hotkey === hotkey.address)).toMatchObject({
			coldkey: bob.address,
			axon: {ip: '127.0.0.2', port: 8091},
			incentive: 0,
			validatorPermit: false,
		});
	});

	test('an address of the machine itself is refused by the pool', async () => {
		const hotkey = createSigner({uri: '//Miner//axon'});

		await expect(
			submit(client, serveAxon({netuid: image, ip: '127.0.0.1', port: 8091}), {signer: hotkey}),
		).rejects.toMatchObject({code: 'invalid-ip-address', exitCode: 3});
	});

	test('stake turns into alpha and back', async () => {
		const hotkey = createSigner({uri: '//Miner//stake'});
		await register(hotkey);
		await submit(client, addStake({netuid: image, hotkey: hotkey.address, amount: 5n * cap}), {
			signer: bob,
		});
		const alpha = await requireOwnersAlpha(client, {netuid: image, hotkey: hotkey.address});

		expect(alpha).toBeGreaterThan(0n);
		expect(await getStakes(client, {coldkey: bob.address})).toContainEqual({
			hotkey: hotkey.address,
			netuid: image,
			amount: alpha!,
		});

		await submit(client, removeStake({netuid: image, hotkey: hotkey.address, amount: alpha!}), {
			signer: bob,
		});

		expect(await requireOwnersAlpha(client, {netuid: image, hotkey: hotkey.address})).toBe(0n);
	});

	test('what others stake on a hotkey is not its owner’s', async () => {
		const hotkey = createSigner({uri: '//Miner//backed'});
		await register(hotkey);
		const before = await requireOwnersAlpha(client, {netuid: image, hotkey: hotkey.address});
		const stake = addStake({netuid: image, hotkey: hotkey.address, amount: 5n * cap});
		await submit(client, stake, {signer: createSigner({uri: '//Alice'})});

		expect(await requireOwnersAlpha(client, {netuid: image, hotkey: hotkey.address})).toBe(before);
		expect(await getOwner(client, {hotkey: hotkey.address})).toBe(bob.address);
	});

	test('a hotkey that the chain does not know owns nothing', async () => {
		const {address: hotkey} = createSigner({uri: '//Miner//unknown'});

		expect(await requireOwnersAlpha(client, {netuid: image, hotkey})).toBe(0n);
	});

	test('a price that moved beyond the limit stops a stake', async () => {
		const hotkey = createSigner({uri: '//Miner//stake'});

		await expect(
			submit(
				client,
				addStake({netuid: image, hotkey: hotkey.address, amount: cap, limit: 1_000_000n}),
				{signer: bob},
			),
		).rejects.toMatchObject({code: 'price-limit-exceeded', exitCode: 3});
	});
});

test('timelocked weights are revealed and pay their miners', async () => {
	const validator = createSigner({uri: `//Arena//validator//${image}//0`});
	const neurons = await getNeurons(client, {netuid: image});
	const rival = neurons.find(({validatorPermit}) => !validatorPermit)!;
	const call = await createWeightsCall(client, {
		netuid: image,
		hotkey: validator.address,
		uids: [rival.uid],
		values: [65_535],
	});

	expect(call.name).toBe('commit_timelocked_weights');

	const {block} = await submit(client, call, {signer: validator});
	const incentiveOf = async () =>
		(await getNeurons(client, {netuid: image})).find(({uid}) => uid === rival.uid)!;
	let paid = await incentiveOf();
	while (paid.incentive === 0 && devnet.head().header.number < block.number + 100) {
		paid = await incentiveOf();
	}

	expect(paid).toMatchObject({incentive: 65_535});
	expect(await requireOwnersAlpha(client, {netuid: image, hotkey: rival.hotkey})).toBeGreaterThan(
		0n,
	);
});
