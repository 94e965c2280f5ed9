import {afterAll, beforeAll, expect, test} from 'vitest';
import {getBalance} from '../../src/chain/balances/balance.ts';
import type {ChainClient} from '../../src/chain/client.ts';
import {connectChain} from '../../src/chain/connect.ts';
import {createSigner} from '../../src/crypto/sr25519.ts';
import {startDevnetWorld} from '../../src/devnet/genesis/start-world.ts';
import type {Devnet} from '../../src/devnet/devnet.ts';
import {askFaucet, faucetAmount, hasFaucet} from '../../src/payments/faucet.ts';
import {fundStep} from '../../src/onboarding/fund-step.ts';
import {type Network, parseNetwork} from '../../src/rig/network/networks.ts';
import type {Walk} from '../../src/onboarding/walk.ts';
import {UsageError} from '../../src/support/errors.ts';
import {fetchDevnetMetadata} from '../helpers/chain/devnet-metadata.ts';
import {type RecordedChain, startRecordedChain} from '../helpers/chain/recorded-chain.ts';

const {address} = createSigner({uri: '//Newcomer'});
const {signal} = new AbortController();
let devnet: Devnet;
/** Somebody else's chain for development, at an address of this machine. */
let other: RecordedChain;
const clients: ChainClient[] = [];

beforeAll(async () => {
	devnet = await startDevnetWorld({bare: true});
	other = await startRecordedChain({
		metadata: await fetchDevnetMetadata(15),
		metadataVersion: 15,
		methods: {system_name: () => 'Bittensor Node'},
	});
});

afterAll(async () => {
	expect(other.requests.filter(({method}) => method.startsWith('author_'))).toEqual([]);
	for (const client of clients) {
		client.close();
	}

	await other.close();
	await devnet.close();
});

async function connect({url}: {readonly url: string}) {
	const client = await connectChain({url});
	clients.push(client);
	return client;
}

/** All that the step takes of a walk. */
const toWalk = (client: ChainClient, network: Network, ephemeral = false) =>
	({
		world: {network, ephemeral, signal},
		choices: {},
		found: {client, coldkey: address},
	}) as unknown as Walk;

test('the devnet has a faucet under every name of this machine', async () => {
	const client = await connect(devnet);
	for (const name of ['devnet', 'local', devnet.url]) {
		expect(await hasFaucet(client, parseNetwork(name))).toBe(true);
	}

	const asked = askFaucet(client, {network: parseNetwork('devnet'), address, signal});
	for (let pending: unknown[] = []; pending.length === 0;) {
		pending = (await client.rpc.request('author_pendingExtrinsics')) as unknown[];
	}

	devnet.produceBlock();
	await asked;

	expect(await getBalance(client, {address})).toBe(faucetAmount);
});

test.each([
	['test', /Discord/v],
	['local', /operator/v],
	['finney', /exchange/v],
])(
	'another chain has none under the name %s, and it is said where TAO comes from',
	async (name, from) => {
		const client = await connect(other);
		const network = parseNetwork(name);

		expect(await hasFaucet(client, network)).toBe(false);

		const refused = await askFaucet(client, {network, address, signal}).catch(
			(error: unknown) => error,
		);

		expect(refused).toBeInstanceOf(UsageError);
		expect(refused).toMatchObject({fix: expect.stringMatching(from)});
		expect(refused).toMatchObject({fix: expect.stringContaining(address)});
		await expect(fundStep.run(toWalk(client, network))).rejects.toMatchObject({
			code: 'not-enough-funds',
			fix: expect.stringMatching(from),
		});
	},
);

test('nobody is told to send TAO to keys that are thrown away', async () => {
	const client = await connect(other);

	await expect(fundStep.run(toWalk(client, parseNetwork('test'), true))).rejects.toMatchObject({
		code: 'not-enough-funds',
		fix: expect.not.stringContaining(address),
	});
});
