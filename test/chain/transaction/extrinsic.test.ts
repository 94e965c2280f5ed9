import type {ApiPromise} from '@polkadot/api';
import {u8aToHex} from '@polkadot/util';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {transfer} from '../../../src/chain/balances/transfer.ts';
import type {ChainClient} from '../../../src/chain/client.ts';
import {connectChain} from '../../../src/chain/connect.ts';
import {createApi, type RuntimeVersion} from '../../../src/chain/runtime/api.ts';
import {fetchMetadata} from '../../../src/chain/runtime/metadata.ts';
import {eraFrom, mockExtrinsic, signExtrinsic} from '../../../src/chain/transaction/extrinsic.ts';
import {blake2b256} from '../../../src/crypto/hashes.ts';
import {createSigner} from '../../../src/crypto/sr25519.ts';
import type {Devnet} from '../../../src/devnet/devnet.ts';
import {startPlainDevnet} from '../../helpers/chain/plain-devnet.ts';

const alice = createSigner({uri: '//Alice'});
const bob = createSigner({uri: '//Bob'});
let devnet: Devnet;
let client: ChainClient;
let api: ApiPromise;

beforeAll(async () => {
	devnet = await startPlainDevnet();
	client = await connectChain({url: devnet.url});
	const connection = await client.rpc.connection();
	api = await createApi({
		version: (await connection.request('state_getRuntimeVersion', [])) as RuntimeVersion,
		genesisHash: client.genesisHash,
		metadata: u8aToHex(await fetchMetadata(connection)),
	});
});

afterAll(async () => {
	client.close();
	await devnet.close();
});

/** What polkadot-js would have us sign. */
function expectedPayload(method: string, birth: {number: number; hash: string}) {
	return api.registry
		.createType(
			'ExtrinsicPayload',
			{
				method,
				era: api.registry.createType('ExtrinsicEra', {current: birth.number, period: 32}),
				nonce: 7,
				tip: 0,
				specVersion: api.runtimeVersion.specVersion,
				transactionVersion: api.runtimeVersion.transactionVersion,
				genesisHash: api.genesisHash,
				blockHash: birth.hash,
			},
			{version: 4},
		)
		.toU8a({method: true});
}

async function sign(call: Parameters<typeof signExtrinsic>[1]) {
	const messages: Uint8Array[] = [];
	const birth = client.head.getSnapshot();
	const extrinsic = await signExtrinsic(client.runtime(), call, {
		signer: {
			...alice,
			async sign(message) {
				messages.push(message);
				return alice.sign(message);
			},
		},
		nonce: 7,
		genesisHash: client.genesisHash,
		birth,
	});
	return {extrinsic, message: messages[0]!, birth};
}

test('what is signed is what polkadot-js would sign', async () => {
	const {message, birth} = await sign(transfer({to: bob.address, amount: 5n}));
	const {method} = api.tx.balances!.transferKeepAlive!(bob.address, 5n);

	expect(message).toEqual(expectedPayload(method.toHex(), birth));
});

test('what is longer than 256 bytes is signed by its hash', async () => {
	const remark = new Uint8Array(300).fill(1);
	const {message, birth} = await sign({pallet: 'System', name: 'remark', args: {remark}});
	const {method} = api.tx.system!.remark!(`0x${'01'.repeat(300)}`);

	expect(message).toEqual(blake2b256(expectedPayload(method.toHex(), birth)));
});

test('the extrinsic is one that polkadot-js decodes, with the same hash', async () => {
	const {extrinsic} = await sign(transfer({to: bob.address, amount: 5n}));
	const decoded = api.registry.createType('Extrinsic', extrinsic.hex);

	expect(decoded.isSigned).toBe(true);
	expect(decoded.signer.toString()).toBe(alice.address);
	expect(decoded.nonce.toNumber()).toBe(7);
	expect(decoded.hash.toHex()).toBe(extrinsic.hash);
	expect(decoded.method.toHuman()).toMatchObject({
		section: 'balances',
		method: 'transferKeepAlive',
	});
});

test('the one that only asks for the fee is as long as the signed one', async () => {
	const call = transfer({to: bob.address, amount: 5n});
	const {extrinsic, birth} = await sign(call);
	const {genesisHash} = client;
	const mock = mockExtrinsic(client.runtime(), call, {...alice, nonce: 7, genesisHash, birth});

	expect(mock).toHaveLength((extrinsic.hex.length - 2) / 2);
});

test.each(
	[32, 64, 4096].flatMap(period => [0, 1, 63, 64, 1_000_003].map(birth => [period, birth])),
)('the era of %d blocks that begins at block %d is polkadot-js’', (period, birth) => {
	const era = api.registry.createType('ExtrinsicEra', {current: birth, period});

	expect(eraFrom(birth, period).encoded).toEqual(era.toU8a());
	expect(eraFrom(birth, period).death).toBe(era.asMortalEra.death(birth));
});
