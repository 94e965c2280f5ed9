import {afterAll, beforeAll, expect, onTestFinished, test} from 'vitest';
import {formatTao, parseTao} from '../../src/chain/amount.ts';
import {transfer} from '../../src/chain/balances/transfer.ts';
import type {ChainClient} from '../../src/chain/client.ts';
import {connectChain} from '../../src/chain/connect.ts';
import {ChainRequestError, NotEnoughFundsError} from '../../src/chain/errors.ts';
import {submit} from '../../src/chain/transaction/submit.ts';
import {createSigner} from '../../src/crypto/sr25519.ts';
import type {Devnet} from '../../src/devnet/devnet.ts';
import {describeBalance, describeFee} from '../../src/payments/describe-payment.ts';
import {previewRegistration} from '../../src/payments/registration.ts';
import {previewTransfer} from '../../src/payments/transfer.ts';
import {startSubnetDevnet} from '../helpers/chain/subnet-devnet.ts';

const bob = createSigner({uri: '//Bob'});
const poor = createSigner({uri: '//Nobody'}).address;
const to = createSigner({uri: '//Alice'}).address;
let devnet: Devnet;
let client: ChainClient;

beforeAll(async () => {
	devnet = await startSubnetDevnet({blockTime: 50});
	client = await connectChain({url: devnet.url});
});

afterAll(async () => {
	client.close();
	await devnet.close();
});

test('a transfer of too much says what is missing and what can be sent, to the rao', async () => {
	const from = bob.address;
	const amount = parseTao('1000000');
	const {fee, balance} = await previewTransfer(client, {from, to, amount: parseTao('900000')});
	const most = balance - fee! - 500n;
	const preview = previewTransfer(client, {from, to, amount});

	await expect(preview).rejects.toThrow(NotEnoughFundsError);
	await expect(preview).rejects.toMatchObject({
		message: `\`${from}\` has ${formatTao(balance)} TAO, ${formatTao(amount - most)} short of 1,000,000 plus a fee of ${formatTao(fee!)} plus the 0.0000005 that an account must keep`,
		fix: `It can send at most ${formatTao(most)} TAO.`,
	});
	expect(await previewTransfer(client, {from, to, amount: most})).toMatchObject({
		balanceAfter: 500n,
	});
	await expect(previewTransfer(client, {from, to, amount: most + 1n})).rejects.toThrow(
		'0.000000001 short of',
	);
	await submit(client, transfer({to, amount: most}), {signer: bob});
});

test('a transfer that the chain would refuse for a fee, since it leaves too little, is refused before', async () => {
	const from = createSigner({uri: '//Charlie'}).address;
	await expect(previewTransfer(client, {from, to: poor, amount: 499n})).rejects.toMatchObject({
		code: 'below-minimum',
		exitCode: 3,
		fix: 'Send 0.0000005 TAO or more.',
	});
	expect(await previewTransfer(client, {from, to: poor, amount: 500n})).toMatchObject({
		amount: 500n,
	});
	expect(await previewTransfer(client, {from, to, amount: 1n})).toMatchObject({amount: 1n});
});

test('what is sent to oneself costs the fee alone', async () => {
	const from = createSigner({uri: '//Charlie'}).address;
	const {balance, balanceAfter, fee} = await previewTransfer(client, {
		from,
		to: from,
		amount: parseTao('5'),
	});
	expect(balanceAfter).toBe(balance - fee!);
});

test('who has nothing can send nothing, and is told what entry lacks', async () => {
	await expect(previewTransfer(client, {from: poor, to, amount: 1n})).rejects.toMatchObject({
		fix: 'It cannot send anything: fund it first.',
	});
	await expect(
		previewRegistration(client, {netuid: 3, coldkey: poor, hotkey: poor}),
	).rejects.toMatchObject({
		code: 'not-enough-funds',
		fix: expect.stringMatching(/^Send [\d.]+ TAO to it/v) as string,
	});
});

/** A chain that makes no blocks, so that prices stand still, and on which everybody has so much. */
async function startQuiet(free: () => bigint): Promise<ChainClient> {
	const quiet = await startSubnetDevnet();
	const connected = await connectChain({url: quiet.url});
	onTestFinished(async () => {
		connected.close();
		await quiet.close();
	});
	return {
		...connected,
		async query(at, queries) {
			const values = await connected.query(at, queries);
			return values.map((value, index) =>
				queries[index]![1] === 'Account' ? {data: {free: free()}} : value,
			);
		},
	};
}

test('a registration that would leave a rao too little is refused before it costs a fee', async () => {
	let free = parseTao('50');
	const quiet = await startQuiet(() => free);
	const wanted = {netuid: 3, coldkey: poor, hotkey: poor};
	const {amount, fee} = await previewRegistration(quiet, wanted);
	expect(fee).toBeGreaterThan(0n);

	free = amount + fee! + 500n;
	expect(await previewRegistration(quiet, wanted)).toMatchObject({balanceAfter: 500n});
	for (const left of [499n, 1n, 0n]) {
		free = amount + fee! + left;
		await expect(previewRegistration(quiet, wanted)).rejects.toMatchObject({
			code: 'not-enough-funds',
			message: `\`${poor}\` has ${formatTao(free)} TAO, ${formatTao(500n - left)} short of ${formatTao(amount)} plus a fee of ${formatTao(fee!)} plus the 0.0000005 that an account must keep`,
			fix: `Send ${formatTao(500n - left)} TAO to it, then try again.`,
		});
	}
});

test('a fee that the node does not tell is unknown, and none is none', async () => {
	const quiet = await startQuiet(() => parseTao('50'));
	const runtime = quiet.runtime();
	const silent: ChainClient = {
		...quiet,
		runtime: () => ({...runtime, method: () => undefined}),
		rpc: {
			...quiet.rpc,
			async request(method: string) {
				throw new ChainRequestError(method, {code: -32_601, message: 'Method not found'});
			},
		},
	};
	const payment = await previewTransfer(silent, {from: poor, to, amount: parseTao('1')});

	expect(payment).toMatchObject({fee: undefined, balanceAfter: parseTao('49')});
	expect(describeFee(payment.fee)).toBe('unknown: this chain does not tell');
	expect(describeBalance(payment)).toBe('50 TAO, 49 after, less the fee');
	expect(describeFee(0n)).toBe('none');
	expect(describeFee(1n)).toBe('about 0.000000001 TAO');
});
