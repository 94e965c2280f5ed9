import {afterEach, beforeEach, expect, onTestFinished, test} from 'vitest';
import {parseTao, toTao} from '../../src/chain/amount.ts';
import type {Call} from '../../src/chain/call.ts';
import type {ChainClient, Feature} from '../../src/chain/client.ts';
import {connectChain} from '../../src/chain/connect.ts';
import {
	InterruptedAfterSendingError,
	NotEnoughFundsError,
	UnreadableAnswerError,
} from '../../src/chain/errors.ts';
import {getAlphaPrice} from '../../src/chain/subtensor/price.ts';
import {
	addStake,
	requireOwnersAlpha,
	getStakes,
	removeStake,
} from '../../src/chain/subtensor/stake.ts';
import {submit} from '../../src/chain/transaction/submit.ts';
import {createSigner} from '../../src/crypto/sr25519.ts';
import type {Devnet} from '../../src/devnet/devnet.ts';
import {readEarnings, recordEarning} from '../../src/ledger/earnings.ts';
import {createSubnetReader} from '../../src/miner/observe/subnet/subnet-facts.ts';
import {openLedger} from '../../src/ledger/open-ledger.ts';
import {resolveEarlier, withJournal} from '../../src/payments/journal.ts';
import {SlippageError, previewUnstake, unstake} from '../../src/payments/unstake.ts';
import {parseNetwork} from '../../src/rig/network/networks.ts';
import {resolveHome} from '../../src/support/home.ts';
import {startSubnetDevnet} from '../helpers/chain/subnet-devnet.ts';
import {makeTemporaryFolder} from '../helpers/temporary-folder.ts';

const netuid = 3;
const bob = createSigner({uri: '//Bob'});
const hotkey = createSigner({uri: '//Arena//rival//3//1'}).address;
const position = {coldkey: bob.address, hotkey, netuid};
const {signal} = new AbortController();
let devnet: Devnet;
let client: ChainClient;

beforeEach(async () => {
	devnet = await startSubnetDevnet();
	client = await connectChain({url: devnet.url});
	await send(addStake({hotkey, netuid, amount: parseTao('10')}));
});

afterEach(async () => {
	client.close();
	await devnet.close();
});

const readPooled = async () =>
	((await client.rpc.request('author_pendingExtrinsics')) as unknown[]).length;

/** Put what is being sent into a block. */
async function inBlock<T>(work: Promise<T>): Promise<T> {
	while ((await readPooled()) === 0) {
		// Each look is a round trip.
	}

	devnet.produceBlock();
	return work;
}

const send = async (call: Call) => inBlock(submit(client, call, {signer: bob}));

async function readHeld(): Promise<bigint> {
	const stakes = await getStakes(client, {coldkey: bob.address});
	return stakes!.find(stake => stake.hotkey === hotkey)?.amount ?? 0n;
}

const withoutCalls = (...names: readonly string[]): ChainClient => ({
	...client,
	has: (feature: Feature) =>
		!('call' in feature && names.includes(feature.call[1])) && client.has(feature),
});

/** What a block pays out moves the price a little, too. */
const expectNear = (amount: bigint | undefined, expected: bigint) => {
	expect(Number(amount) / Number(expected)).toBeCloseTo(1, 4);
};

test('what comes out is told beforehand, and all of it is sold', async () => {
	const held = await readHeld();
	const price = await getAlphaPrice(client, {netuid});
	const plan = await previewUnstake(client, {...position, slippage: 1});

	expect(plan).toMatchObject({
		alpha: held,
		value: toTao(held, price!),
		limit: (price! * 99n) / 100n,
		isCapped: true,
	});
	expect(plan.expected).toBeLessThan(plan.value);
	expect(plan.expected).toBeGreaterThan(toTao(held, plan.limit));

	const {received} = await inBlock(unstake(client, plan, {signer: bob, signal}));
	expectNear(received, plan.expected);
	expect(await readHeld()).toBe(0n);
});

const readFacts = async (by: ChainClient) =>
	createSubnetReader(by, {netuid, hotkey})(by.head.getSnapshot());

/** A home with a miner that earned all that is held. */
async function startMining() {
	const world = {
		home: resolveHome({directory: await makeTemporaryFolder('unstake')}),
		network: parseNetwork('devnet'),
		report: () => undefined,
	};
	const miner = {network: 'devnet', netuid, hotkey};
	const ledger = openLedger({file: world.home.ledger});
	onTestFinished(ledger.close);
	const held = await readHeld();
	const start = (await requireOwnersAlpha(client, {netuid, hotkey}))!;
	const sample = {time: 1, price: 1n, block: 0, alpha: start - held};
	recordEarning(ledger, {...miner, ...sample, isStart: true});
	recordEarning(ledger, {...miner, ...sample, block: 1, alpha: start});
	return {world, held, read: () => readEarnings(ledger, miner)};
}

test('what a miner of this home sold is in the ledger, with what it brought and what is left', async () => {
	const {world, held, read} = await startMining();
	const plan = await previewUnstake(client, {...position, slippage: 5});
	const {received, receipt} = await withJournal(world, async journal =>
		inBlock(unstake(client, plan, {signer: bob, journal, signal})),
	);

	const {alpha, soldAlpha, soldTao, saleFees, samples} = read();
	expect(alpha).toBeGreaterThanOrEqual(held);
	expect(soldAlpha).toBe(held);
	expect(soldTao).toBe(received);
	expect(saleFees).toBe(receipt.fee);
	expect(samples.at(-1)).toMatchObject({
		block: receipt.block.number,
		alpha: await requireOwnersAlpha(client, {netuid, hotkey, at: receipt.block.hash}),
	});
});

test.each([
	['the same name', 'devnet'],
	['an address that the ledger does not know', 'ws://127.0.0.1:9'],
])(
	'a sale that nobody waited for is in the ledger once it is settled through %s',
	async (_, name) => {
		const {world, held, read} = await startMining();
		const plan = await previewUnstake(client, {...position, slippage: 5});
		const stop = new AbortController();
		const sale = withJournal(world, async journal =>
			unstake(client, plan, {signer: bob, journal, signal: stop.signal}),
		);
		const ended = expect(sale).rejects.toThrow(InterruptedAfterSendingError);
		while ((await readPooled()) === 0) {
			// Each look is a round trip.
		}

		stop.abort();
		await ended;
		devnet.produceBlock();
		expect(read()).toMatchObject({soldAlpha: 0n});
		await withJournal({...world, network: parseNetwork(name)}, async journal =>
			resolveEarlier(client, {signer: bob.address, journal, signal}),
		);

		expect(read()).toMatchObject({soldAlpha: held, movedAlpha: 0n});
	},
);

test('where a node says that nobody owns the hotkey, the sale is recorded without a sample', async () => {
	const {world, held, read} = await startMining();
	const plan = await previewUnstake(client, {...position, slippage: 5});
	const ownerless: ChainClient = {
		...client,
		async query(at, queries) {
			const values = await client.query(at, queries);
			return values.map((value, index) => (queries[index]![1] === 'Owner' ? undefined : value));
		},
	};
	await withJournal(world, async journal =>
		inBlock(unstake(ownerless, plan, {signer: bob, journal, signal})),
	);

	expect(read()).toMatchObject({soldAlpha: held, movedAlpha: 0n});
	expect(read().samples.map(({block}) => block)).toEqual([0, 1]);
	await expect(readFacts(ownerless)).rejects.toThrow(UnreadableAnswerError);
	expect((await readFacts(client)).neurons.has(hotkey)).toBe(true);
});

test('a part is sold as asked for', async () => {
	const held = await readHeld();
	const plan = await previewUnstake(client, {...position, amount: held / 4n, slippage: 1});
	const {received} = await inBlock(unstake(client, plan, {signer: bob, signal}));

	expectNear(received, plan.expected);
	expect(await readHeld()).toBe(held - held / 4n);
});

test('all is what there is when the block is made', async () => {
	const plan = await previewUnstake(client, {...position, slippage: 5});
	await send(addStake({hotkey, netuid, amount: parseTao('1')}));
	await inBlock(unstake(client, plan, {signer: bob, signal}));

	expect(await readHeld()).toBe(0n);
});

test('a sale that would itself push the price below the limit is refused before it is signed', async () => {
	const preview = previewUnstake(client, {...position, slippage: 0.01});

	await expect(preview).rejects.toThrow(SlippageError);
	await expect(preview).rejects.toMatchObject({code: 'slippage-too-high', exitCode: 3});
	expect(await readPooled()).toBe(0);
});

test('a price below the limit is refused by the chain itself, and nothing is sold', async () => {
	const plan = await previewUnstake(client, {...position, slippage: 1});
	const held = await readHeld();
	const price = await getAlphaPrice(client, {netuid});
	const sale = inBlock(unstake(client, {...plan, limit: price! * 2n}, {signer: bob, signal}));

	await expect(sale).rejects.toThrow(SlippageError);
	await expect(sale).rejects.toThrow(/ TAO; the fee of \d.* TAO was paid, in block \d+$/v);
	expect(await readHeld()).toBe(held);
});

test('where the chain takes no limit, the price is looked at again before signing', async () => {
	const old = withoutCalls('remove_stake_limit', 'remove_stake_full_limit');
	const plan = await previewUnstake(old, {...position, slippage: 1});
	expect(plan.isCapped).toBe(false);

	const late = {...plan, limit: plan.limit * 2n};
	await expect(unstake(old, late, {signer: bob, signal})).rejects.toThrow(SlippageError);
	expect(await readPooled()).toBe(0);

	await inBlock(unstake(old, plan, {signer: bob, signal}));
	expect(await readHeld()).toBe(0n);
});

test('a chain that limits parts alone is told how much all is', async () => {
	const middling = withoutCalls('remove_stake_full_limit');
	const plan = await previewUnstake(middling, {...position, slippage: 1});
	await inBlock(unstake(middling, plan, {signer: bob, signal}));

	expect(plan.isCapped).toBe(true);
	expect(await readHeld()).toBe(0n);
});

test('a chain that does not work it out itself is asked for its reserves', async () => {
	const old: ChainClient = {
		...client,
		call: async (at, api, method, parameters) =>
			method === 'sim_swap_alpha_for_tao' ? undefined : client.call(at, api, method, parameters),
	};
	const {expected} = await previewUnstake(client, {...position, slippage: 1});
	const estimate = await previewUnstake(old, {...position, slippage: 1});

	// Without the fee of a twentieth of a percent.
	expect(Number(estimate.expected) / Number(expected)).toBeCloseTo(1.0005, 4);
});

test('what is not there is not sold, and amounts are told in alpha', async () => {
	const held = await readHeld();
	const more = previewUnstake(client, {...position, amount: held + 1n, slippage: 1});
	await expect(more).rejects.toThrow(NotEnoughFundsError);
	await expect(more).rejects.toThrow(`has only ${Number(held) / 1e9} alpha staked to`);

	await send(removeStake({hotkey, netuid, amount: held}));
	await expect(previewUnstake(client, {...position, slippage: 1})).rejects.toThrow('has no alpha');
});
