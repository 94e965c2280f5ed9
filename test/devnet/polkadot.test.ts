import {ApiPromise, WsProvider, type SubmittableResult} from '@polkadot/api';
import type {SubmittableExtrinsic} from '@polkadot/api/types';
import {Keyring} from '@polkadot/keyring';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {Devnet} from '../../src/devnet/devnet.ts';
import {toHex} from '../../src/devnet/scale/bytes.ts';
import {startPlainDevnet} from '../helpers/chain/plain-devnet.ts';

const keyring = new Keyring({type: 'sr25519', ss58Format: 42});
const alice = keyring.addFromUri('//Alice');
const bob = keyring.addFromUri('//Bob');

let devnet: Devnet;

beforeAll(async () => {
	devnet = await startPlainDevnet();
});

afterAll(async () => devnet.close());

/** Send, make a block as soon as the chain has it, and wait for that block. It is final at once, and the API leaves out that it was in a block when it hears so soon enough. */
const send = async (extrinsic: SubmittableExtrinsic<'promise'>, signer = alice) =>
	new Promise<SubmittableResult>((resolve, reject) => {
		const watch = (result: SubmittableResult) => {
			if (result.status.isReady) {
				devnet.produceBlock();
			} else if (result.status.isInBlock || result.status.isFinalized) {
				resolve(result);
			} else if (result.isError) {
				reject(new Error(result.status.type));
			}
		};

		extrinsic.signAndSend(signer, watch).catch(reject);
	});

const namesOf = ({events}: SubmittableResult) =>
	events.map(({event}) => `${event.section}.${event.method}`);

describe.each([15, 14] as const)('@polkadot/api with metadata %i', version => {
	let api: ApiPromise;

	beforeAll(async () => {
		const {chain} = devnet;
		const id = `${chain.genesis}-${chain.runtime.version.spec_version}`;
		const blob = toHex(chain.runtime.getMetadata(version));
		api = await ApiPromise.create({
			provider: new WsProvider(devnet.url),
			noInitWarn: true,
			...(version === 14 && {metadata: {[id]: blob}}),
		});
	});

	afterAll(async () => api.disconnect());

	test('knows the chain', () => {
		expect(api.runtimeMetadata.version).toBe(version);
		expect(api.genesisHash.toHex()).toBe(devnet.chain.genesis);
		expect(api.registry.chainTokens).toEqual(['TAO']);
		expect(api.registry.chainDecimals).toEqual([9]);
		expect(api.consts.balances!.existentialDeposit!.toString()).toBe('500');
		expect(api.errors.utility!.TooManyCalls).toBeDefined();
	});

	test('transfers, and reads what happened', async () => {
		const to = keyring.addFromUri(`//Receiver${version}`).address;
		const result = await send(api.tx.balances!.transferKeepAlive!(to, 1_000_000_000));
		expect(namesOf(result)).toEqual([
			'balances.Withdraw',
			'system.NewAccount',
			'balances.Endowed',
			'balances.Transfer',
			'transactionPayment.TransactionFeePaid',
			'system.ExtrinsicSuccess',
		]);
		const account = await api.query.system!.account!(to);
		expect(account.toJSON()).toMatchObject({nonce: 0, providers: 1, data: {free: 1_000_000_000}});
	});

	test('learns why a call failed', async () => {
		const result = await send(
			api.tx.utility!.batchAll!([
				api.tx.system!.remark!('0x01'),
				api.tx.utility!.batch!([api.tx.system!.remark!('0x02')]),
			]),
		);
		const {name, section} = api.registry.findMetaError(result.dispatchError!.asModule);
		expect([section, name]).toEqual(['system', 'CallFiltered']);
	});

	test('follows heads and stored values', async () => {
		const numbers: number[] = [];
		const balances: string[] = [];
		const stopHeads = await api.rpc.chain.subscribeNewHeads(header => {
			numbers.push(header.number.toNumber());
		});
		const stopBalances = await api.query.system!.account!(bob.address, (account: unknown) => {
			balances.push(String(account));
		});
		const {header} = devnet.produceBlock();
		await send(api.tx.balances!.transferKeepAlive!(bob.address, 1));
		// Whatever was sent before the reply to this has come.
		await api.rpc.system.health();

		expect(numbers).toEqual([header.number - 1, header.number, header.number + 1]);
		expect(balances).toHaveLength(2);
		stopHeads();
		(stopBalances as unknown as () => void)();
	});

	test('decodes every extrinsic and event of a block', async () => {
		await send(api.tx.sudo!.sudo!(api.tx.balances!.forceSetBalance!(bob.address, 10n ** 15n)));
		const {block} = await api.rpc.chain.getBlock();
		expect(block.extrinsics.map(({method}) => `${method.section}.${method.method}`)).toEqual([
			'timestamp.set',
			'sudo.sudo',
		]);
		expect(block.extrinsics[1]!.signer.toString()).toBe(alice.address);
		const events = await api.query.system!.events!();
		expect(JSON.stringify(events)).toContain('ok');
	});

	test.runIf(version === 15)('is quoted the fee that is taken', async () => {
		const extrinsic = api.tx.balances!.transferKeepAlive!(bob.address, 1);
		const {partialFee} = await extrinsic.paymentInfo(alice);
		const result = await send(extrinsic);
		const paid = result.findRecord('transactionPayment', 'TransactionFeePaid')!;
		expect(paid.event.data[1]!.toString()).toBe(partialFee.toString());
	});

	test.runIf(version === 15)('asks runtime APIs', async () => {
		const nonce = await api.call.accountNonceApi!.accountNonce!(alice.address);
		const next = await api.rpc.system.accountNextIndex(alice.address);
		expect(nonce.toString()).toBe(next.toString());
	});
});
