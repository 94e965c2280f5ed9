import {u8aToHex} from '@polkadot/util';
import {afterEach, expect, test} from 'vitest';
import {getBalance} from '../../../src/chain/balances/balance.ts';
import {transfer} from '../../../src/chain/balances/transfer.ts';
import type {Call} from '../../../src/chain/call.ts';
import type {ChainClient} from '../../../src/chain/client.ts';
import {connectChain} from '../../../src/chain/connect.ts';
import {
	ChainRefusedError,
	ChainUnreachableError,
	ChainUnsupportedError,
	InterruptedAfterSendingError,
	NotEnoughFundsError,
} from '../../../src/chain/errors.ts';
import {findEvent} from '../../../src/chain/transaction/events.ts';
import {estimateFee} from '../../../src/chain/transaction/fee.ts';
import {submit} from '../../../src/chain/transaction/submit.ts';
import {blake2b256} from '../../../src/crypto/hashes.ts';
import {createSigner} from '../../../src/crypto/sr25519.ts';
import type {Devnet} from '../../../src/devnet/devnet.ts';
import {startFrailNetwork} from '../../helpers/chain/frail-network.ts';
import {endowment, startPlainDevnet} from '../../helpers/chain/plain-devnet.ts';
import {createFakeClock} from '../../helpers/fake-clock.ts';
import {letPassUntil} from '../../helpers/let-pass.ts';
import {storeValue} from '../../helpers/store-value.ts';

const alice = createSigner({uri: '//Alice'});
const bob = createSigner({uri: '//Bob'});
const dave = createSigner({uri: '//Dave'});
const ferdie = createSigner({uri: '//Ferdie'});
const one = 1_000_000_000n;
const opened: Array<{readonly close: () => unknown}> = [];

afterEach(async () => {
	for (const thing of opened.splice(0).toReversed()) {
		await thing.close();
	}
});

async function startChain(options?: {readonly blockTime?: number}): Promise<Devnet> {
	const devnet = await startPlainDevnet(options);
	opened.push(devnet);
	return devnet;
}

async function connect(url: string): Promise<ChainClient> {
	const client = await connectChain({url});
	opened.push(client);
	return client;
}

const free = async (client: ChainClient, {address}: {readonly address: string}) =>
	getBalance(client, {address});

/** Resolves once the node's pool holds as many transactions. */
async function pooled(client: ChainClient, count: number) {
	for (;;) {
		const pending = (await client.rpc.request('author_pendingExtrinsics')) as unknown[];
		if (pending.length >= count) {
			return;
		}
	}
}

const remark: Call = {pallet: 'System', name: 'remark', args: {remark: Uint8Array.of(1)}};

test('a transfer moves what it says, and the receipt tells its price', async () => {
	const client = await connect((await startChain({blockTime: 20})).url);
	const call = transfer({to: dave.address, amount: one});
	const estimate = await estimateFee(client, call, {address: alice.address});
	const {block, fee, hash, events} = await submit(client, call, {signer: alice});

	expect(await free(client, dave)).toBe(one);
	expect(await free(client, alice)).toBe(endowment - one - fee);
	expect(fee).toBe(estimate);
	expect(findEvent(events, 'Balances', 'Transfer')?.data).toMatchObject({amount: one});
	expect(hash).toMatch(/^0x[\da-f]{64}$/v);
	expect(await client.rpc.request('chain_getBlockHash', [block.number])).toBe(block.hash);
});

test('calls of one signer that are submitted at once all get in', async () => {
	const client = await connect((await startChain({blockTime: 20})).url);
	const call = transfer({to: dave.address, amount: one});
	const receipts = await Promise.all(
		Array.from({length: 8}, async () => submit(client, call, {signer: alice})),
	);

	expect(new Set(receipts.map(({hash}) => hash)).size).toBe(8);
	expect(await free(client, dave)).toBe(8n * one);
});

test('two clients of one signer do not lose each other’s calls', async () => {
	const {url} = await startChain({blockTime: 20});
	const clients = [await connect(url), await connect(url)];
	const call = transfer({to: dave.address, amount: one});
	await Promise.all(clients.map(async client => submit(client, call, {signer: alice})));

	expect(await free(clients[0]!, dave)).toBe(2n * one);
});

test('the state of the receipt’s block has what the call did', async () => {
	const client = await connect((await startChain({blockTime: 20})).url);
	const {block} = await submit(client, transfer({to: dave.address, amount: one}), {signer: alice});
	await submit(client, transfer({to: dave.address, amount: one}), {signer: alice});

	expect(await getBalance(client, {address: dave.address, at: block.hash})).toBe(one);
});

test('too little for the amount is found by the chain, and costs the fee only', async () => {
	const client = await connect((await startChain({blockTime: 20})).url);

	await expect(
		submit(client, transfer({to: dave.address, amount: 2n * endowment}), {signer: alice}),
	).rejects.toThrow(NotEnoughFundsError);

	expect(await free(client, dave)).toBe(0n);
});

test('too little to live on after it is found by the chain', async () => {
	const client = await connect((await startChain({blockTime: 20})).url);
	await submit(client, transfer({to: dave.address, amount: one}), {signer: alice});
	const call = transfer({to: ferdie.address, amount: one});
	const fee = await estimateFee(client, call, {address: dave.address});
	const rest = transfer({to: ferdie.address, amount: one - fee!});

	await expect(submit(client, rest, {signer: dave})).rejects.toThrow(NotEnoughFundsError);
});

test('too little for a new account is refused by the chain’s own name', async () => {
	const client = await connect((await startChain({blockTime: 20})).url);

	await expect(
		submit(client, transfer({to: dave.address, amount: 1n}), {signer: alice}),
	).rejects.toMatchObject({code: 'below-minimum', exitCode: 3});
});

test('too little for the fee is found by the pool', async () => {
	const client = await connect((await startChain()).url);

	await expect(
		submit(client, transfer({to: dave.address, amount: one}), {signer: ferdie}),
	).rejects.toMatchObject({code: 'not-enough-funds', exitCode: 4});
});

test('a call that fails inside of another fails', async () => {
	const client = await connect((await startChain({blockTime: 20})).url);
	const inner = transfer({to: dave.address, amount: one});

	await expect(
		submit(client, {pallet: 'Sudo', name: 'sudo', args: {call: inner}}, {signer: alice}),
	).rejects.toMatchObject({code: 'bad-origin', exitCode: 3});
});

test('calls inside of calls are encoded with them', async () => {
	const client = await connect((await startChain({blockTime: 20})).url);
	const calls = [dave, ferdie].map(({address}) => transfer({to: address, amount: one}));
	await submit(client, {pallet: 'Utility', name: 'batch_all', args: {calls}}, {signer: alice});

	expect(await free(client, dave)).toBe(one);
	expect(await free(client, ferdie)).toBe(one);
});

test('a refusal by name has the name’s code', async () => {
	const client = await connect((await startChain({blockTime: 20})).url);
	const inner: Call = {pallet: 'Sudo', name: 'sudo', args: {call: remark}};
	const failure: unknown = await submit(client, inner, {signer: bob}).catch(
		(error: unknown) => error,
	);

	expect(failure).toBeInstanceOf(ChainRefusedError);
	expect(failure).toMatchObject({exitCode: 3});
});

test('a call that the chain does not have is not sent', async () => {
	const client = await connect((await startChain()).url);

	await expect(
		submit(client, {pallet: 'System', name: 'no_such_call', args: {}}, {signer: alice}),
	).rejects.toThrow(ChainUnsupportedError);
});

test('a receipt is found after the connection was lost on the way, and nothing is paid twice', async () => {
	const devnet = await startChain();
	const network = await startFrailNetwork(devnet.url);
	opened.push(network);
	const [client, witness] = [await connect(network.url), await connect(devnet.url)];
	const submitted = submit(client, transfer({to: dave.address, amount: one}), {signer: alice});
	await pooled(witness, 1);
	network.cut();
	await storeValue(client.status, ({state}) => state === 'disconnected');
	devnet.produceBlock();
	const {block} = await submitted;
	devnet.produceBlock();

	expect(block.number).toBe(1);
	expect(await free(witness, dave)).toBe(one);
});

test('a transaction that never arrived is sent again as it is', async () => {
	const devnet = await startChain();
	const network = await startFrailNetwork(devnet.url);
	opened.push(network);
	const [client, witness] = [await connect(network.url), await connect(devnet.url)];
	network.cutAt('author_submitExtrinsic');
	const submitted = submit(client, transfer({to: dave.address, amount: one}), {signer: alice});
	await storeValue(client.status, ({state}) => state === 'disconnected');
	await storeValue(client.status, ({state}) => state === 'connected');
	devnet.produceBlock();
	await pooled(witness, 1);
	devnet.produceBlock();
	await submitted;
	devnet.produceBlock();

	expect(await free(witness, dave)).toBe(one);
});

test('a chain that dies after it took a transaction is said to be gone, with what to look for', async () => {
	const devnet = await startChain();
	const clock = createFakeClock();
	const client = await connectChain({url: devnet.url, clock});
	const witness = await connect(devnet.url);
	opened.push(client);
	const submitted = submit(client, remark, {signer: alice});
	submitted.catch(() => undefined);
	await pooled(witness, 1);
	await devnet.close();
	await letPassUntil(clock, submitted);
	const failure: unknown = await submitted.catch((error: unknown) => error);

	expect(failure).toBeInstanceOf(ChainUnreachableError);
	expect((failure as ChainUnreachableError).fix).toMatch(/0x[\da-f]{64}.* looks for it first/v);
});

test('an abort ends the wait, and tells what was sent', async () => {
	const devnet = await startChain();
	const [client, witness] = [await connect(devnet.url), await connect(devnet.url)];
	const controller = new AbortController();
	const submitted = submit(client, remark, {signer: alice, signal: controller.signal});
	submitted.catch(() => undefined);
	await pooled(witness, 1);
	controller.abort(new Error('enough'));
	const failure: unknown = await submitted.catch((error: unknown) => error);
	const {extrinsics} = devnet.produceBlock();

	expect(failure).toBeInstanceOf(InterruptedAfterSendingError);
	expect(failure).toMatchObject({
		code: 'interrupted',
		exitCode: 130,
		hash: u8aToHex(blake2b256(extrinsics.at(-1)!)),
		cause: new Error('enough'),
	});
	expect((failure as Error).message).toContain((failure as InterruptedAfterSendingError).hash);
	expect((failure as InterruptedAfterSendingError).fix).toContain('by block `31`, or never');
});

test('an abort that closes the client as well tells what was sent', async () => {
	const devnet = await startChain();
	const controller = new AbortController();
	const {signal} = controller;
	const [client, witness] = [
		await connectChain({url: devnet.url, signal}),
		await connect(devnet.url),
	];
	const submitted = submit(client, remark, {signer: alice, signal});
	submitted.catch(() => undefined);
	await pooled(witness, 1);
	controller.abort();

	await expect(submitted).rejects.toThrow(InterruptedAfterSendingError);
});

test('a call that is aborted before it is signed is not signed', async () => {
	const client = await connect((await startChain()).url);

	await expect(
		submit(client, remark, {signer: alice, signal: AbortSignal.abort(new Error('never'))}),
	).rejects.toThrow('never');
});

test('one that is aborted while it waits for its turn is not signed, and the next waits on', async () => {
	const devnet = await startChain();
	const [client, witness] = [await connect(devnet.url), await connect(devnet.url)];
	const controller = new AbortController();
	const call = transfer({to: dave.address, amount: one});
	const first = submit(client, call, {signer: alice});
	await pooled(witness, 1);
	const second = submit(client, call, {signer: alice, signal: controller.signal});
	const third = submit(client, call, {signer: alice});
	controller.abort(new Error('enough'));
	await expect(second).rejects.toThrow('enough');
	devnet.produceBlock();
	await first;
	await pooled(witness, 1);
	devnet.produceBlock();
	await third;

	expect(await free(witness, dave)).toBe(2n * one);
});
