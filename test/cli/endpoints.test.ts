import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {allNetworks} from '@polkadot/util-crypto';
import {afterAll, beforeAll, beforeEach, expect, test} from 'vitest';
import {btop, parseOnly} from '../helpers/btop.ts';
import {fetchDevnetMetadata} from '../helpers/chain/devnet-metadata.ts';
import {type RecordedChain, startRecordedChain} from '../helpers/chain/recorded-chain.ts';
import {makeTemporaryFolder} from '../helpers/temporary-folder.ts';

const [finney] = allNetworks.find(({network}) => network === 'bittensor')!.genesisHash;
let home: string;
let own: RecordedChain;
let second: RecordedChain;
let foreign: RecordedChain;
let dead: string;

beforeAll(async () => {
	const metadata = await fetchDevnetMetadata(15);
	const start = async (genesis: string | number) =>
		startRecordedChain({metadata, metadataVersion: 15, genesis});
	own = await start(finney!);
	second = await start(finney!);
	foreign = await start(2);
	const gone = await start(finney!);
	dead = gone.url;
	await gone.close();
});

beforeEach(async () => {
	home = await makeTemporaryFolder('endpoints');
});

afterAll(async () => {
	await Promise.all([own, second, foreign].map(async node => node.close()));
});

/** List subnets with these settings, and tell what each node was asked meanwhile. */
async function list(
	endpoints: Readonly<Record<string, readonly string[]>>,
	{argv = ['--network', 'finney'], env = {}}: {argv?: string[]; env?: Record<string, string>} = {},
) {
	await writeFile(path.join(home, 'settings.json'), JSON.stringify({endpoints}));
	const nodes = [own, second, foreign];
	const before = nodes.map(({requests}) => requests.length);
	const ended = await btop(['subnets', ...argv, '--json'], {env: {BTOP_HOME: home, ...env}});
	const [ofOwn, ofSecond, ofForeign] = nodes.map(
		({requests}, index) => requests.length - before[index]!,
	);
	return {code: ended.code, said: parseOnly(ended), ofOwn, ofSecond, ofForeign};
}

test('the operator’s own endpoints come first, in their order', async () => {
	const {said, ofOwn, ofSecond} = await list({finney: [own.url, second.url]});

	expect(said).toMatchObject({ok: true, network: 'finney'});
	expect(ofOwn).toBeGreaterThan(0);
	expect(ofSecond).toBe(0);
});

test('an endpoint that is not there, and one of another chain, are passed over', async () => {
	const {said, ofSecond, ofForeign} = await list({finney: [dead, foreign.url, second.url]});

	expect(said).toMatchObject({ok: true});
	expect(ofSecond).toBeGreaterThan(ofForeign!);
	// It is asked who it is, and not for its metadata.
	expect(ofForeign).toBeGreaterThan(0);
	expect(foreign.requests.map(({method}) => method)).not.toContain('state_call');
});

test('an endpoint in the environment replaces them', async () => {
	const {said, ofOwn, ofSecond} = await list(
		{finney: [own.url]},
		{argv: [], env: {BT_NETWORK: 'finney', BT_CHAIN_ENDPOINT: second.url}},
	);

	expect(said).toMatchObject({ok: true});
	expect(ofOwn).toBe(0);
	expect(ofSecond).toBeGreaterThan(0);
});

test.each([
	['an address without a scheme', {finney: ['node.example:9944']}],
	['a network that has no address', {devnet: ['ws://127.0.0.1:9944']}],
])('%s is refused before anything is asked', async (_what, endpoints) => {
	const {code, said} = await list(endpoints);

	expect(code).toBe(2);
	expect(said).toMatchObject({ok: false, error: {code: 'usage'}});
});
