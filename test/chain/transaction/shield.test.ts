import {Buffer} from 'node:buffer';
import {setImmediate} from 'node:timers/promises';
import {u8aToHex} from '@polkadot/util';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {getBalance} from '../../../src/chain/balances/balance.ts';
import {transfer} from '../../../src/chain/balances/transfer.ts';
import type {ChainClient} from '../../../src/chain/client.ts';
import {connectChain} from '../../../src/chain/connect.ts';
import {
	NotDecryptedError,
	NotEnoughFundsError,
	NotIncludedError,
	ShieldUnavailableError,
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
import {
	encryptExtrinsic,
	hasShield,
	mockCarrier,
	shieldedLength,
} from '../../../src/chain/transaction/shield.ts';
import {submit} from '../../../src/chain/transaction/submit.ts';
import {createSigner} from '../../../src/crypto/sr25519.ts';
import type {Devnet} from '../../../src/devnet/devnet.ts';
import {createShield} from '../../../src/devnet/shield/pallet.ts';
import {createShieldKey, parseShielded} from '../../../src/devnet/shield/shield-key.ts';
import {type Exchange, type LyingNode, startLyingNode} from '../../helpers/chain/lying-node.ts';
import {plainWorld, startPlainDevnet} from '../../helpers/chain/plain-devnet.ts';
import {produceBlocks, produceBlocksUntil} from '../../helpers/chain/produce-blocks.ts';
import {type ShieldAuthor, createShieldAuthor} from '../../helpers/chain/shield/shield-author.ts';
import {type FakeClock, createFakeClock} from '../../helpers/fake-clock.ts';

const submitMethod = 'author_submitExtrinsic';
const alice = createSigner({uri: '//Alice'});
const dave = createSigner({uri: '//Dave'});
const ferdie = createSigner({uri: '//Ferdie'});
const one = 1_000_000_000n;
const call = transfer({to: dave.address, amount: one});
/** Blocks for which a carrier is valid. */
const era = 8;
let author: ShieldAuthor;
let devnet: Devnet;
let node: LyingNode;
let client: ChainClient;
let clock: FakeClock;
/** What was signed, and what became of it. */
let signed: Signed[];
let outcomes: Outcome[];
const journal: Journal = {
	...noJournal,
	record(transaction) {
		signed.push(transaction);
	},
	settle(_, outcome) {
		outcomes.push(outcome);
	},
};

beforeEach(async () => {
	author = createShieldAuthor();
	devnet = await startPlainDevnet({world: plainWorld(() => [createShield(author)])});
	devnet.produceBlock();
	node = await startLyingNode(devnet.url);
	clock = createFakeClock(Date.now());
	client = await connectChain({url: node.url, timeout: 3000, clock});
	signed = [];
	outcomes = [];
});

afterEach(async () => {
	client.close();
	await node.close();
	await devnet.close();
});

const produceUntil = async <Result>(work: Promise<Result>) =>
	produceBlocksUntil(work, {devnet, node, clock});

const produce = async (count: number) => produceBlocks(count, {devnet, node, clock});

const send = async (what = call, signer = alice) =>
	submit(client, what, {signer, journal, isShielded: true});

const received = async () => produceUntil(getBalance(client, {address: dave.address}));

const spent = async () =>
	10n ** 15n - (await produceUntil(getBalance(client, {address: alice.address})));

/** The blocks so far, without the inherent of each. */
const readBlocks = () =>
	Array.from({length: devnet.head().header.number}, (_, index) =>
		devnet.chain
			.getBlock(devnet.chain.getHash(index + 1)!)!
			.extrinsics.slice(1)
			.map(bytes => u8aToHex(bytes)),
	).filter(extrinsics => extrinsics.length > 0);

test('an extrinsic is encrypted in the form that the chain takes apart', () => {
	const key = createShieldKey();
	const extrinsic = Uint8Array.from({length: 300}, (_, index) => index % 251);
	const ciphertext = encryptExtrinsic(extrinsic, key.publicKey);
	expect(ciphertext).toHaveLength(shieldedLength(300));
	const parts = parseShielded(ciphertext)!;
	expect(parts.keyHash).toEqual(key.hash);
	expect(parts.encapsulated).toHaveLength(1088);
	expect(Buffer.from(key.open(parts)!)).toEqual(Buffer.from(extrinsic));
});

test('a shielded transaction follows its carrier into the block, and both are paid for', async () => {
	expect(await hasShield(client)).toBe(true);
	const {fee, hash, block} = await produceUntil(send());

	expect(await received()).toBe(one);
	expect(await spent()).toBe(one + fee);
	const [{hex, carrier, nonce}] = signed as [Signed];
	expect(readBlocks()).toEqual([[carrier!.hex, hex]]);
	expect(nonce).toBe(1);
	expect(hash).toBe(signed[0]!.hash);
	expect(outcomes).toEqual([{outcome: 'included', block: block.number, fee}]);
	const length = (hex.length - 2) / 2;
	const fees = await Promise.all(
		[call, mockCarrier(length)].map(async each => estimateFee(client, each, alice)),
	);
	expect(fee).toBe(fees[0]! + fees[1]!);
});

test('no node sees the call before it is in a block', async () => {
	const seen: string[] = [];
	const record = async ({params, relay, answer}: Exchange) => {
		const answered = await relay();
		const pending = devnet.chain.pool.ready().map(({bytes}) => u8aToHex(bytes));
		seen.push(JSON.stringify(params), JSON.stringify(pending));
		answer(answered);
	};

	for (const method of [submitMethod, 'state_call', 'payment_queryInfo']) {
		node.lie(method, record);
	}

	await produceUntil(send());
	expect(await received()).toBe(one);
	expect(seen.length).toBeGreaterThan(2);
	const receiver = Buffer.from(dave.publicKey).toString('hex');
	const signature = signed[0]!.hex.slice(80, 200);
	for (const text of seen) {
		expect(text).not.toContain(receiver);
		expect(text).not.toContain(signature);
	}
});

test('what the author does not decrypt costs the carrier’s fee only, and is not sent again', async () => {
	author.refuse(true);
	const sent = produceUntil(send());
	await expect(sent).rejects.toThrow(NotDecryptedError);
	const fee = await spent();
	await expect(sent).rejects.toMatchObject({
		code: 'not-decrypted',
		paid: {fee, block: 2},
		message: expect.stringContaining('nothing was paid but the fee of'),
	});
	expect(fee).toBeGreaterThan(0n);
	expect(await received()).toBe(0n);
	expect(node.count(submitMethod)).toBe(1);
	expect(outcomes).toEqual([{outcome: 'not-decrypted', block: 2, fee}]);
});

test('it is given up only once it can no longer get into a block, since its author may still pass it on', async () => {
	author.refuse(true);
	const sent = send();
	await node.received(submitMethod);
	await produce(4);
	expect(outcomes).toEqual([]);
	expect(devnet.chain.pool.submit(author.opened[0]!)).toMatchObject({ok: true});
	const {block, fee} = await produceUntil(sent);
	expect(block.number).toBeGreaterThan(3);
	expect(await received()).toBe(one);
	expect(await spent()).toBe(one + fee);
});

/** Let another program use the account’s next nonce, and let the carrier be lost. */
async function overtakeCarrier() {
	const rival = await connectChain({url: devnet.url});
	node.lie(submitMethod, ({answer}) => {
		answer({result: '0x00'});
	});
	const sent = send();
	await node.received(submitMethod);
	const theirs = submit(rival, transfer({to: ferdie.address, amount: one}), {signer: alice});
	while (devnet.chain.pool.ready().length === 0) {
		await setImmediate();
	}

	await produce(1);
	await theirs;
	rival.close();
	return sent;
}

test('where another program overtakes the carrier, it waits until nobody can include what was carried', async () => {
	const sending = overtakeCarrier();
	const sent = produceUntil(sending);
	await node.received(submitMethod, 1);
	while (devnet.head().header.number < 6) {
		await produce(1);
	}

	expect(signed).toHaveLength(1);
	node.lie(submitMethod, undefined);
	await sent;
	expect(signed).toHaveLength(2);
	expect(await received()).toBe(one);
});

test('what was decrypted without its carrier getting into a block is found, and paid once', async () => {
	const rival = await connectChain({url: devnet.url});
	node.lie(submitMethod, ({answer}) => {
		answer({result: '0x00'});
	});
	const sent = send();
	await node.received(submitMethod);
	const theirs = submit(rival, transfer({to: ferdie.address, amount: one}), {signer: alice});
	const {hex} = signed[0]!;
	expect(devnet.chain.pool.submit(Buffer.from(hex.slice(2), 'hex'))).toMatchObject({ok: true});
	const {fee} = await produceUntil(sent);
	const {fee: theirFee} = await theirs;
	rival.close();
	expect(await received()).toBe(one);
	expect(await spent()).toBe(2n * one + fee + theirFee);
	expect(signed).toHaveLength(1);
});

test('a carrier that gets into no block is signed again, at most three times', async () => {
	node.lie(submitMethod, ({answer}) => {
		answer({result: '0x00'});
	});
	await expect(produceUntil(send())).rejects.toThrow(NotIncludedError);
	expect(signed).toHaveLength(3);
	expect(outcomes.map(({outcome}) => outcome)).toEqual(['expired', 'expired', 'expired']);
	expect(await spent()).toBe(0n);
	expect(devnet.head().header.number).toBeGreaterThanOrEqual(1 + 3 * (era - 1));
});

test('a carrier whose author has missed its turn is replaced by one that gets in', async () => {
	node.lie(submitMethod, ({answer}) => {
		node.lie(submitMethod, undefined);
		answer({result: '0x00'});
	});
	const {block} = await produceUntil(send());
	expect(signed).toHaveLength(2);
	expect(block.number).toBeGreaterThanOrEqual(era);
	expect(await received()).toBe(one);
});

test('a key that changes before it is sent is read again', async () => {
	let isFirst = true;
	node.lie('system_accountNextIndex', async ({relay, answer}) => {
		answer(await relay());
		if (!isFirst) {
			return;
		}

		isFirst = false;
		author.rotate();
	});
	await produceUntil(send());
	expect(outcomes.map(({outcome}) => outcome)).toEqual([
		'invalid-shielded-tx-pub-key-hash',
		'included',
	]);
	expect(node.count(submitMethod)).toBe(1);
	expect(await received()).toBe(one);
});

test('a key that changes once it is sent leaves nothing paid, and the next one serves', async () => {
	node.lie(submitMethod, async ({relay, answer}) => {
		answer(await relay());
		if (signed.length === 1) {
			author.rotate();
		}
	});
	const {fee} = await produceUntil(send());
	expect(signed).toHaveLength(2);
	expect(outcomes.map(({outcome}) => outcome)).toEqual(['expired', 'included']);
	expect(await received()).toBe(one);
	expect(await spent()).toBe(one + fee);
});

test('what the chain refuses behind the carrier is told by its own name, with what it cost', async () => {
	// For the fee of the carrier, but not for that of what it carries.
	const length = shieldedLength(200);
	const carrierFee = await estimateFee(client, mockCarrier(200), {address: dave.address});
	const amount = carrierFee! + 10_000n;
	await produceUntil(submit(client, transfer({to: dave.address, amount}), {signer: alice}));
	const sent = produceUntil(send(transfer({to: ferdie.address, amount: 1n}), dave));
	await expect(sent).rejects.toThrow(NotEnoughFundsError);
	await expect(sent).rejects.toThrow(/the fee of [\d.]+ TAO was paid, in block 3/v);
	expect(outcomes).toEqual([
		{outcome: 'not-enough-funds', block: 3, fee: amount - (await received())},
	]);
	expect(length).toBeGreaterThan(200);
});

test('a call that fails in its block fails, with the fees of both', async () => {
	const sent = produceUntil(send(transfer({to: dave.address, amount: 2n * 10n ** 15n})));
	await expect(sent).rejects.toThrow(NotEnoughFundsError);
	const fee = await spent();
	await expect(sent).rejects.toMatchObject({message: expect.stringContaining('in block 2')});
	expect(outcomes).toEqual([{outcome: 'not-enough-funds', block: 2, fee}]);
});

test('a chain without a shield says so, and nothing is sent', async () => {
	const plain = await startPlainDevnet();
	const other = await connectChain({url: plain.url});
	expect(await hasShield(other)).toBe(false);
	await expect(
		submit(other, call, {signer: alice, journal, isShielded: true}),
	).rejects.toMatchObject({code: 'unsupported-by-chain'});
	expect(signed).toEqual([]);
	other.close();
	await plain.close();
});

/** Answer as if a key were stored as this. */
function lieAboutKey(value: string | undefined) {
	node.lie('state_queryStorageAt', async ({relay, answer}) => {
		const {result} = (await relay()) as {
			readonly result: ReadonlyArray<{
				readonly changes: ReadonlyArray<readonly [string, string | undefined]>;
			}>;
		};
		answer({
			result: result.map(each => ({
				...each,
				changes: each.changes.map(([key, stored]) =>
					(stored?.length ?? 0) > 2000 ? [key, value] : [key, stored],
				),
			})),
		});
	});
}

test.each([
	['none', undefined],
	['one that is too short', '0x0400'],
	['one that is no key', `0x8112${'ff'.repeat(1184)}`],
])('where the chain announces %s, nothing is signed', async (_, stored) => {
	lieAboutKey(stored);
	const sent = produceUntil(send());
	await expect(sent).rejects.toThrow(ShieldUnavailableError);
	expect(signed).toEqual([]);
	expect(node.count(submitMethod)).toBe(0);
});

test('a key that is missing for a block is waited for', async () => {
	lieAboutKey(undefined);
	const sent = send();
	await node.received('system_accountNextIndex');
	await produce(1);
	expect(node.count('system_accountNextIndex')).toBe(2);
	node.lie('state_queryStorageAt', undefined);
	await produceUntil(sent);
	expect(await received()).toBe(one);
});

/** What another process has recorded and sent, or not, before it was killed. */
async function die(isSent: boolean) {
	const killed = await connectChain({url: devnet.url});
	const sent = submit(killed, call, {
		signer: alice,
		isShielded: true,
		journal: {
			...journal,
			record(transaction) {
				signed.push(transaction);
				if (!isSent) {
					throw new Error('killed');
				}
			},
		},
	});
	sent.catch(() => undefined);
	const isDone = () => (isSent ? devnet.chain.pool.ready() : signed).length > 0;
	while (!isDone()) {
		await setImmediate();
	}

	killed.close();
	await sent.catch(() => undefined);
}

const settle = async () => {
	const account = {signer: alice.address, genesisHash: client.genesisHash};
	outcomes = [];
	return settleEarlier(client, account, {journal: {...journal, pending: () => signed}});
};

test.each([
	{when: 'that was never sent', isSent: false, blocks: 0, outcome: 'expired', arrived: 0n},
	{when: 'that is sent', isSent: true, blocks: 0, outcome: 'included', arrived: one},
	{when: 'that is in a block', isSent: true, blocks: 1, outcome: 'included', arrived: one},
	{when: 'whose era is over', isSent: true, blocks: era + 1, outcome: 'included', arrived: one},
])(
	'a shielded transaction $when is settled by whoever signs next',
	async ({isSent, blocks, outcome, arrived}) => {
		await die(isSent);
		await produce(blocks);
		await produceUntil(settle());
		expect(outcomes).toMatchObject([{outcome}]);
		expect(await received()).toBe(arrived);
		expect(node.count(submitMethod)).toBe(0);
		const fee = outcomes[0]!.fee ?? 0n;
		expect(await spent()).toBe(arrived + fee);
	},
);

test('one that was carried and not decrypted is settled with what it cost', async () => {
	author.refuse(true);
	await die(true);
	await produceUntil(settle());
	expect(outcomes).toEqual([{outcome: 'not-decrypted', block: 2, fee: await spent()}]);
	expect(await received()).toBe(0n);
});

test('where a node has lost the blocks, only the fee is not told', async () => {
	author.refuse(true);
	await die(true);
	node.lie('chain_getBlock', ({answer}) => {
		answer({result: null});
	});
	await produceUntil(settle());
	expect(outcomes).toEqual([{outcome: 'not-decrypted', block: undefined, fee: undefined}]);
});

test('where nothing becomes final, it is not told what nobody can know', async () => {
	author.refuse(true);
	const {genesis} = devnet.chain;
	await die(true);
	node.lie('chain_getFinalizedHead', ({answer}) => {
		answer({result: genesis});
	});
	await expect(produceUntil(settle())).rejects.toThrow(UnsettledError);
	expect(outcomes).toEqual([]);
});

test('where finality lags, its era begins late enough to get into a block', async () => {
	const {genesis} = devnet.chain;
	await produce(30);
	node.lie('chain_getFinalizedHead', async ({answer, relay}) => {
		answer(node.count('author_submitExtrinsic') === 0 ? {result: genesis} : await relay());
	});
	const {block} = await produceUntil(send());
	expect(block.number).toBe(32);
	expect(signed[0]).toMatchObject({birth: 30, death: 38});
});
