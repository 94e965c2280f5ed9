import {mkdtemp, readdir, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {allNetworks} from '@polkadot/util-crypto';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {connectStep} from '../../src/onboarding/connect-step.ts';
import {fundStep} from '../../src/onboarding/fund-step.ts';
import {parseNetwork} from '../../src/rig/network/networks.ts';
import {resolveHome} from '../../src/support/home.ts';
import {btop, parseOnly} from '../helpers/btop.ts';
import {fetchDevnetMetadata} from '../helpers/chain/devnet-metadata.ts';
import {type RecordedChain, startRecordedChain} from '../helpers/chain/recorded-chain.ts';
import {createWalk} from '../helpers/walk.ts';

const address = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY';
let home: string;
/** The main chain by its genesis, at an address of this machine as a tunnel has it. */
let chain: RecordedChain;

beforeAll(async () => {
	home = await mkdtemp(path.join(tmpdir(), 'btop-disguised-'));
	const {genesisHash} = allNetworks.find(({network}) => network === 'bittensor')!;
	chain = await startRecordedChain({
		metadata: await fetchDevnetMetadata(15),
		metadataVersion: 15,
		genesis: genesisHash[0],
	});
});

afterAll(async () => {
	// Whatever was tried, nothing was sent.
	expect(chain.requests.filter(({method}) => method.startsWith('author_'))).toEqual([]);
	await chain.close();
	await rm(home, {recursive: true});
});

async function run(argv: readonly string[], env: Readonly<Record<string, string>> = {}) {
	const ended = await btop([...argv, '--json'], {env: {BTOP_HOME: home, ...env}});
	return {exit: ended.code, ...parseOnly(ended)};
}

const refused = {ok: false, exit: 2, error: {code: 'usage'}};

test('there is no faucet', async () => {
	const faucet = ['wallet', 'faucet', '--address', address];

	expect(await run([...faucet, '--network', chain.url])).toMatchObject(refused);
	expect(await run(faucet, {BT_NETWORK: 'local', BT_CHAIN_ENDPOINT: chain.url})).toMatchObject(
		refused,
	);
});

test('an endpoint in the environment does not take the place of `--network`', async () => {
	const argv = ['subnets', '--network', chain.url];

	expect(await run(argv, {BT_CHAIN_ENDPOINT: 'ws://127.0.0.1:1'})).toMatchObject({ok: true});
});

test('quickstart takes no step there', async () => {
	expect(await run(['quickstart', '--network', chain.url])).toMatchObject(refused);
});

test('the devnet’s wallets are not used there, and its own name is fine', async () => {
	const balance = ['wallet', 'balance', '--address', address];
	const env = {BT_CHAIN_ENDPOINT: chain.url};

	expect(await run(balance, {...env, BT_NETWORK: 'devnet'})).toMatchObject(refused);
	expect(
		await run([...balance, '--wallet-path', resolveHome({directory: home}).devnet.wallets], {
			...env,
			BT_NETWORK: 'finney',
		}),
	).toMatchObject(refused);
	expect(await run(['subnets'], {...env, BT_NETWORK: 'finney'})).toMatchObject({ok: true});
	// The faucet opened the journal of payments, and the chain's metadata was kept; nothing else was written.
	const kept = (await readdir(home)).filter(name => !name.startsWith('ledger.'));
	expect(kept).toEqual(['metadata']);
});

test('a walk says that it is real, and asks for funds of one’s own', async () => {
	const walk = createWalk({
		directory: home,
		network: parseNetwork(chain.url),
		found: {coldkey: address, hotkey: address},
	});
	try {
		const {said} = await connectStep.run(walk);
		expect(said).not.toContain('no real TAO');
		await expect(fundStep.run(walk)).rejects.toMatchObject({code: 'not-enough-funds'});
	} finally {
		walk.found.client?.close();
	}
});
