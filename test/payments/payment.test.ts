import {afterAll, beforeAll, expect, test} from 'vitest';
import {formatTao, parseTao} from '../../src/chain/amount.ts';
import {transfer} from '../../src/chain/balances/transfer.ts';
import type {ChainClient} from '../../src/chain/client.ts';
import {connectChain} from '../../src/chain/connect.ts';
import {NotEnoughFundsError} from '../../src/chain/errors.ts';
import {submit} from '../../src/chain/transaction/submit.ts';
import {createSigner} from '../../src/crypto/sr25519.ts';
import type {Devnet} from '../../src/devnet/devnet.ts';
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
	const most = balance - fee - 500n;
	const preview = previewTransfer(client, {from, to, amount});

	await expect(preview).rejects.toThrow(NotEnoughFundsError);
	await expect(preview).rejects.toMatchObject({
		message: `\`${from}\` has ${formatTao(balance)} TAO, ${formatTao(amount - most)} short of 1,000,000 plus a fee of ${formatTao(fee)}`,
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
	expect(balanceAfter).toBe(balance - fee);
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
