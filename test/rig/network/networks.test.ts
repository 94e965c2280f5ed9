import {allNetworks} from '@polkadot/util-crypto';
import {expect, test} from 'vitest';
import {
	identifyNetwork,
	limitOf,
	networkNameOf,
	parseNetwork,
} from '../../../src/rig/network/networks.ts';
import {UsageError} from '../../../src/support/errors.ts';

test('finney is real money, the devnet is not and has no fixed address', () => {
	expect(parseNetwork('finney')).toMatchObject({name: 'finney', real: true});
	expect(parseNetwork('devnet')).toEqual({name: 'devnet', real: false});
});

test('an address is a network: play money on this machine, real elsewhere', () => {
	expect(parseNetwork('ws://127.0.0.1:9955')).toEqual({
		name: 'ws://127.0.0.1:9955',
		url: 'ws://127.0.0.1:9955',
		real: false,
	});
	expect(parseNetwork('wss://node.example')).toMatchObject({real: true});
});

test('an endpoint takes the place of a network’s own address', () => {
	expect(parseNetwork('finney', 'wss://mine.example')).toEqual({
		name: 'finney',
		url: 'wss://mine.example',
		real: true,
	});
});

test('the main chain is real money under every name and address, and no other chain is', () => {
	const [genesisHash] = allNetworks.find(({network}) => network === 'bittensor')!.genesisHash;
	for (const name of ['local', 'test', 'devnet', 'ws://127.0.0.1:9955']) {
		const network = parseNetwork(name);
		expect(identifyNetwork(network, {genesisHash: genesisHash!})).toEqual({...network, real: true});
		expect(identifyNetwork(network, {genesisHash: `0x${'00'.repeat(32)}`})).toEqual(network);
	}
});

test.each(['finey', 'http://127.0.0.1', 'ws://', ''])('`%s` is no network', value => {
	expect(() => parseNetwork(value)).toThrow(UsageError);
});

test.each(['wss://entrypoint-finney.opentensor.ai:443', 'wss://entrypoint-finney.opentensor.ai/'])(
	'the public endpoint `%s` is known to limit requests',
	url => {
		expect(limitOf(url)).toEqual({perSecond: 1, burst: 2});
	},
);

test.each([
	'ws://127.0.0.1:9944',
	'wss://mine.example',
	'ws://entrypoint-finney.opentensor.ai:443',
])('no limit of `%s` is known', url => {
	expect(limitOf(url)).toBeUndefined();
});

test('a named network has its documented endpoints, after the operator’s own', () => {
	const own = {finney: ['ws://10.0.0.1:9944'], local: ['ws://10.0.0.2:9944']};
	const {endpoints, url, genesisHash} = parseNetwork('finney', undefined, own);

	expect(endpoints).toEqual([
		'ws://10.0.0.1:9944',
		'wss://entrypoint-finney.opentensor.ai:443',
		'wss://lite.chain.opentensor.ai:443',
		'wss://archive.chain.opentensor.ai:443',
	]);
	expect(url).toBe('wss://entrypoint-finney.opentensor.ai:443');
	expect(genesisHash).toMatch(/^0x2f05/v);
	expect(parseNetwork('local', undefined, own).endpoints).toEqual([
		'ws://10.0.0.2:9944',
		'ws://127.0.0.1:9944',
	]);
	expect(parseNetwork('ws://10.0.0.3:9944', undefined, own).endpoints).toBeUndefined();
	expect(parseNetwork('finney', 'ws://10.0.0.3:9944', own)).toEqual({
		name: 'finney',
		url: 'ws://10.0.0.3:9944',
		real: true,
	});
});

test.each(['wss://lite.chain.opentensor.ai:443', 'wss://archive.chain.opentensor.ai'])(
	'the public endpoint `%s` is one of finney, and limits requests',
	url => {
		expect(networkNameOf(url)).toBe('finney');
		expect(limitOf(url)).toEqual({perSecond: 1, burst: 2});
	},
);
