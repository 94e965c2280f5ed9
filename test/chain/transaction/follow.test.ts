import {setImmediate} from 'node:timers/promises';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {getBalance} from '../../../src/chain/balances/balance.ts';
import {transfer} from '../../../src/chain/balances/transfer.ts';
import type {ChainClient} from '../../../src/chain/client.ts';
import {connectChain} from '../../../src/chain/connect.ts';
import {
	InterruptedAfterSendingError,
	NoNodeError,
	NotIncludedError,
	UnsettledError,
} from '../../../src/chain/errors.ts';
import {estimateFee} from '../../../src/chain/transaction/fee.ts';
import {
	type Journal,
	type Outcome,
	type Signed,
	noJournal,
} from '../../../src/chain/transaction/journal.ts';
import {settleEarlier} from '../../../src/chain/transaction/settle-earlier.ts';
import {submit} from '../../../src/chain/transaction/submit.ts';
import {createSigner} from '../../../src/crypto/sr25519.ts';
import type {Devnet} from '../../../src/devnet/devnet.ts';
import {lyingAnswers} from '../../helpers/chain/lying-answers.ts';
import {type Exchange, type LyingNode, startLyingNode} from '../../helpers/chain/lying-node.ts';
import {startPlainDevnet} from '../../helpers/chain/plain-devnet.ts';
import {produceBlocks, produceBlocksUntil} from '../../helpers/chain/produce-blocks.ts';
import {storageKey} from '../../helpers/chain/storage-key.ts';
import {type FakeClock, createFakeClock} from '../../helpers/fake-clock.ts';

const submitMethod = 'author_submitExtrinsic';
const alice = createSigner({uri: '//Alice'});
const dave = createSigner({uri: '//Dave'});
const ferdie = createSigner({uri: '//Ferdie'});
const one = 1_000_000_000n;
const call = transfer({to: dave.address, amount: one});
let devnet: Devnet;
let node: LyingNode;
let client: ChainClient;
let clock: FakeClock;

beforeEach(async () => {
	devnet = await startPlainDevnet();
	node = await startLyingNode(devnet.url);
	clock = createFakeClock(Date.now());
	client = await connectChain({url: node.url, timeout: 3000, clock});
});

afterEach(async () => {
	client.close();
	await node.close();
	await devnet.close();
});

const produceUntil = async <Result>(work: Promise<Result>) =>
	produceBlocksUntil(work, {devnet, node, clock});

const paid = async () => getBalance(client, {address: dave.address});

describe('a node that answers a transaction with a lie', () => {
	test.each(lyingAnswers)('and has taken it: %s', async (_, tell) => {
		node.lie(submitMethod, async exchange => {
			await exchange.relay();
			tell(exchange);
		});
		const {block, fee} = await produceUntil(submit(client, call, {signer: alice}));
		expect(await produceUntil(paid())).toBe(one);
		expect(fee).toBeGreaterThan(0n);
		expect(devnet.chain.getHash(block.number)).toBe(block.hash);
	});

	test.each(lyingAnswers)('and never passes it on: %s', async (_, tell) => {
		node.lie(submitMethod, tell);
		await expect(produceUntil(submit(client, call, {signer: alice}))).rejects.toThrow(
			NotIncludedError,
		);
		expect(await produceUntil(paid())).toBe(0n);
	});
});

test('a refusal of which the runtime knows nothing is waited out where it cannot be asked', async () => {
	node.lie('state_call', ({answer}) => {
		answer({error: {code: -32_601, message: 'Method not found'}});
	});
	await expect(produceUntil(submit(client, call, {signer: ferdie}))).rejects.toThrow(
		NotIncludedError,
	);
	expect(devnet.head().header.number).toBeGreaterThanOrEqual(31);
});

/** Let another program sign for //Alice and hide it from the client, which signs with the same nonce. */
async function signTwice() {
	const rival = await connectChain({url: devnet.url});
	const theirs = submit(rival, transfer({to: ferdie.address, amount: one}), {signer: alice});
	while (devnet.chain.pool.ready().length === 0) {
		await setImmediate();
	}

	node.lie('system_accountNextIndex', ({answer}) => {
		answer({result: 0});
	});
	const ours = submit(client, call, {signer: alice});
	await node.received(submitMethod);
	return {
		ours,
		async finish() {
			await theirs;
			rival.close();
		},
	};
}

test('what another program’s transaction makes impossible is signed again', async () => {
	const {ours, finish} = await signTwice();
	await produceUntil(ours);
	await finish();
	expect(node.count(submitMethod)).toBe(2);
	expect(await paid()).toBe(one);
});

test('it is impossible only once that is final', async () => {
	const {genesis} = devnet.chain;
	const {ours, finish} = await signTwice();
	node.lie('chain_getFinalizedHead', ({answer}) => {
		answer({result: genesis});
	});
	await produceBlocks(20, {devnet, node, clock});
	expect(node.count('system_accountNextIndex')).toBe(1);
	node.lie('chain_getFinalizedHead', undefined);
	await produceUntil(ours);
	await finish();
	expect(await paid()).toBe(one);
});

test('where nothing becomes final, it is not told what nobody can know', async () => {
	const {genesis} = devnet.chain;
	node.lie(submitMethod, ({answer}) => {
		answer({result: '0x00'});
	});
	node.lie('chain_getFinalizedHead', ({answer}) => {
		answer({result: genesis});
	});
	const submitted = produceUntil(submit(client, call, {signer: alice}));
	await expect(submitted).rejects.toThrow(UnsettledError);
	await expect(submitted).rejects.toThrow('no block that could include it is finalized yet');
});

test('where finality lags, there is time left to get into a block', async () => {
	const {genesis} = devnet.chain;
	await produceBlocks(60, {devnet, node, clock});
	node.lie('chain_getFinalizedHead', async ({answer, relay}) => {
		answer(node.count(submitMethod) === 0 ? {result: genesis} : await relay());
	});
	const {block} = await produceUntil(submit(client, call, {signer: alice}));
	expect(block.number).toBe(61);
});

test.each(['7', '-1', '0.5', 'null', '1e300', '4294967295', '"7"', '{}', '[0]'])(
	'the nonce `%s` is the node’s fault, and nothing is signed',
	async nonce => {
		node.lie('system_accountNextIndex', ({answer}) => {
			answer({result: JSON.parse(nonce) as unknown});
		});
		const submitted = produceUntil(submit(client, call, {signer: alice}));
		if (nonce === '7') {
			// It could be, if others waited.
			await expect(submitted).rejects.toThrow(NotIncludedError);
			return;
		}

		await expect(submitted).rejects.toThrow(NoNodeError);
		await expect(submitted).rejects.toMatchObject({
			message: expect.stringContaining('system_accountNextIndex'),
			fix: expect.stringContaining('Check the address'),
		});
		expect(node.count(submitMethod)).toBe(0);
	},
);

test('where a node does not tell what happened in the block, the block is told', async () => {
	node.lie('state_queryStorageAt', async ({params, relay, answer}) => {
		const [keys] = params;
		// Twox-128 of `System` and `Events`.
		const events = '0x26aa394eea5630e07c48ae0c9558cef780d41e5e16056765bc8461851072c9d7';
		answer(
			(keys as readonly string[]).includes(events)
				? {error: {code: 4003, message: 'State already discarded'}}
				: await relay(),
		);
	});
	const submitted = produceUntil(submit(client, call, {signer: alice}));
	await expect(submitted).rejects.toThrow(UnsettledError);
	await expect(submitted).rejects.toThrow('it is in block 1');
});

type Changes = ReadonlyArray<readonly [string, string | undefined]>;

/** Answer reads of the state so from now on. */
function lieAboutState(change: (changes: Changes) => unknown) {
	node.lie('state_queryStorageAt', async ({params, relay, answer}) => {
		const told = (await relay()) as {
			readonly result: ReadonlyArray<{readonly changes: Changes}>;
		};
		const isGreeting = params.length === 1;
		answer(isGreeting ? told : {result: change(told.result[0]!.changes)});
	});
}

/** Answer reads of the state so once a transaction has arrived. */
function lieAfterwards(change: (changes: Changes) => unknown) {
	node.lie(submitMethod, async ({relay, answer}) => {
		answer(await relay());
		lieAboutState(change);
	});
}

test.each([
	['nothing', () => []],
	['no changes', () => [{changes: []}]],
	['not all of them', (changes: readonly unknown[]) => [{changes: changes.slice(1)}]],
])(
	'a node that is asked for values and lists %s has not said that there are none',
	async (_, change) => {
		lieAfterwards(change);
		await expect(produceUntil(submit(client, call, {signer: alice}))).rejects.toThrow(
			UnsettledError,
		);
	},
);

test('a transaction in a block is found there, whatever a node says of its account', async () => {
	lieAfterwards(changes => [{changes: changes.map(([key]) => [key, null])}]);
	const submitted = produceUntil(submit(client, call, {signer: alice}));
	await expect(submitted).rejects.toThrow(UnsettledError);
	await expect(submitted).rejects.toThrow('it is in block 1');
});

test('blocks that show another use of the nonce, and a state that shows none, contradict each other', async () => {
	const {ours, finish} = await signTwice();
	lieAboutState(changes => [{changes: changes.map(([key]) => [key, null])}]);
	const submitted = produceUntil(ours);
	await expect(submitted).rejects.toThrow(UnsettledError);
	await expect(submitted).rejects.toThrow('disagree about nonce 0');
	await finish();
});

test('where a node keeps no blocks, that is said', async () => {
	node.lie('chain_getBlock', ({answer}) => {
		answer({result: null});
	});
	const submitted = produceUntil(submit(client, call, {signer: alice}));
	await expect(submitted).rejects.toThrow(UnsettledError);
	await expect(submitted).rejects.toThrow('this node has no block 1');
});

/** Answer with blocks that lack everything that was signed. */
async function stripBlock({relay, answer}: Exchange) {
	const {result} = (await relay()) as {
		readonly result: {readonly block: {readonly extrinsics: readonly string[]}};
	};
	const {block} = result;
	answer({result: {...result, block: {...block, extrinsics: block.extrinsics.slice(0, 1)}}});
}

const relayBlock = async ({relay, answer}: Exchange) => {
	answer(await relay());
};

test('where blocks do not show what used the nonce, nothing is signed again', async () => {
	node.lie('chain_getBlock', stripBlock);
	const submitted = produceUntil(submit(client, call, {signer: alice}));
	await expect(submitted).rejects.toThrow(UnsettledError);
	await expect(submitted).rejects.toThrow('blocks lack the transaction that used nonce 0');
	expect(node.count('system_accountNextIndex')).toBe(1);
	expect(await paid()).toBe(one);
});

test('a later transaction of the account is none that used the nonce', async () => {
	const rival = await connectChain({url: devnet.url});
	node.lie('chain_getBlock', async exchange =>
		exchange.params[0] === devnet.chain.getHash(1) ? stripBlock(exchange) : relayBlock(exchange),
	);
	const submitted = submit(client, call, {signer: alice});
	submitted.catch(() => undefined);
	await node.received(submitMethod);
	await node.quiet();
	await produceBlocks(1, {devnet, node, clock});
	const later = submit(rival, transfer({to: ferdie.address, amount: one}), {signer: alice});
	await expect(produceUntil(submitted)).rejects.toThrow(UnsettledError);
	await later;
	rival.close();
	expect(await paid()).toBe(one);
});

test('they are read again, in case another node answers', async () => {
	node.lie('chain_getBlock', async exchange => {
		await stripBlock(exchange);
		if (node.count('chain_getBlock') === 3) {
			node.lie('chain_getBlock', undefined);
		}
	});
	const {block} = await produceUntil(submit(client, call, {signer: alice}));
	expect(block.number).toBe(1);
	expect(await paid()).toBe(one);
});

/** Answer questions about storage, but none that is about the events of a block. */
async function withoutEvents({params, relay, answer}: Exchange) {
	const isAbout = (params[0] as readonly string[]).includes(storageKey('System', 'Events'));
	answer(isAbout ? {error: {code: -32_603, message: 'Internal error'}} : await relay());
}

test('a node that does not tell events still tells that it is in a block', async () => {
	node.lie('state_queryStorageAt', withoutEvents);
	const submitted = produceUntil(submit(client, call, {signer: alice}));
	await expect(submitted).rejects.toThrow(UnsettledError);
	await expect(submitted).rejects.toThrow(
		'it is in block 1, but this node does not report its result',
	);
	node.lie('state_queryStorageAt', undefined);
	expect(await produceUntil(paid())).toBe(one);
});

test('each block is asked for the account and the events at once, and its body only if it can hold the transaction', async () => {
	await produceBlocks(10, {devnet, node, clock});
	const submitted = submit(client, call, {signer: alice});
	await node.received(submitMethod);
	await node.quiet();
	const methods = ['state_queryStorageAt', 'chain_getBlock', 'chain_getBlockHash'];
	const before = methods.map(method => node.count(method));
	const {block} = await produceUntil(submitted);
	const asked = methods.map((method, index) => node.count(method) - before[index]!);
	expect(block.number).toBe(11);
	expect(asked).toEqual([1, 1, 0]);
});

describe('a transaction that an earlier process sent', () => {
	const signed: Signed[] = [];
	const settled: Outcome[] = [];
	const journal: Journal = {
		...noJournal,
		pending: () => signed,
		record(sent) {
			signed.push(sent);
		},
		settle(_, outcome) {
			settled.push(outcome);
		},
	};

	beforeEach(() => {
		signed.length = 0;
		settled.length = 0;
	});

	/** Send it, and end before its outcome is known; then let its era pass. */
	async function sendAndForget() {
		const controller = new AbortController();
		const {signal} = controller;
		const submitted = submit(client, call, {
			signer: alice,
			journal: {...journal, pending: () => []},
			signal,
		});
		submitted.catch(() => undefined);
		await node.received(submitMethod);
		await node.quiet();
		controller.abort();
		await expect(submitted).rejects.toThrow(InterruptedAfterSendingError);
		await produceBlocks(40, {devnet, node, clock});
	}

	const settle = async () =>
		produceUntil(
			settleEarlier(client, {signer: alice.address, genesisHash: client.genesisHash}, {journal}),
		);

	test('is settled as unknown where the node no longer has its blocks, which ends the wait for it', async () => {
		await sendAndForget();
		expect(await paid()).toBe(one);
		node.lie('chain_getBlock', ({answer}) => {
			answer({result: null});
		});
		await settle();
		expect(settled).toEqual([{outcome: 'unknown'}]);
	});

	test('stays open where it could still get into a block', async () => {
		const {genesis} = devnet.chain;
		await sendAndForget();
		node.lie('chain_getBlock', ({answer}) => {
			answer({result: null});
		});
		node.lie('chain_getFinalizedHead', ({answer}) => {
			answer({result: genesis});
		});
		await expect(settle()).rejects.toThrow(UnsettledError);
		expect(settled).toEqual([]);
	});

	test('and never arrived is known by the nonce alone, without its blocks', async () => {
		node.lie(submitMethod, ({answer}) => {
			answer({result: '0x00'});
		});
		await sendAndForget();
		node.lie('chain_getBlock', ({answer}) => {
			answer({result: null});
		});
		await settle();
		expect(settled).toEqual([{outcome: 'expired'}]);
		expect(await paid()).toBe(0n);
	});

	test('and never arrived is known also where another used its nonce later', async () => {
		node.lie(submitMethod, ({answer}) => {
			answer({result: '0x00'});
		});
		await sendAndForget();
		node.lie(submitMethod, undefined);
		await produceUntil(
			submit(client, transfer({to: ferdie.address, amount: one}), {signer: alice}),
		);
		await settle();
		expect(settled).toEqual([{outcome: 'expired'}]);
	});
});

test.each([
	'dropped',
	'invalid',
	'future',
	'usurped',
	null,
	7,
	{retracted: '0x00'},
	{inBlock: null},
])('a status that nobody asked for changes nothing: %j', async status => {
	node.lie(submitMethod, async ({relay, answer, send}) => {
		const {result} = await relay();
		answer({result});
		const parameters = {subscription: result, result: status};
		send(JSON.stringify({jsonrpc: '2.0', method: 'author_extrinsicUpdate', params: parameters}));
	});
	await produceUntil(submit(client, call, {signer: alice}));
	expect(await paid()).toBe(one);
});

test.each(['0x', '0xff', 'none', null])('the fee `%s` is the node’s fault', async result => {
	node.lie('state_call', ({answer}) => {
		answer({result});
	});

	await expect(estimateFee(client, call, {address: alice.address})).rejects.toThrow(NoNodeError);
});

test('a runtime that answers nonsense about a transaction is not believed', async () => {
	node.lie('state_call', ({answer}) => {
		answer({result: '0x01'});
	});
	await produceUntil(submit(client, call, {signer: alice}));
	expect(await paid()).toBe(one);
});
