import {expect, test} from 'vitest';
import type {WalkthroughState} from '../../../src/onboarding/walkthrough/state.ts';
import type {Size} from '../../../src/ui/terminal/size.ts';
import {widthOf} from '../../../src/ui/draw/text.ts';
import {
	type DrawWalkthroughOptions,
	drawWalkthrough,
} from '../../helpers/screens/walkthrough-screen.tsx';
import {
	bill,
	coldkey,
	digits,
	disconnected,
	finney,
	hotkey,
	models,
	now,
	stateAt,
	subnets,
	wallets,
	words,
} from '../../helpers/screens/walkthrough-states.ts';

const sizes = [
	{columns: 60, rows: 16},
	{columns: 80, rows: 24},
	{columns: 120, rows: 40},
];

const busy = (doing: string, note?: string): WalkthroughState['work'] => ({
	kind: 'busy',
	doing,
	since: now - 12_000,
	note,
});

const failed = (code: string, message: string, fix?: string): WalkthroughState['work'] => ({
	kind: 'failed',
	code,
	message,
	fix,
});

const real = {...bill, network: finney};

const scenes: Readonly<Record<string, readonly [WalkthroughState, DrawWalkthroughOptions?]>> = {
	'network, at the start': [stateAt('network')],
	'network, an address of its own': [
		stateAt('network', {draft: {network: 'ws://10.0.0.7:9944'}}),
		{page: 'address'},
	],
	'network, busy': [stateAt('network', {work: busy('Starting the devnet if needed', 'block 3')})],
	'network, failing': [
		stateAt('network', {
			draft: {network: 'ws://10.0.0.7:9944'},
			work: failed(
				'chain-unreachable',
				'`ws://10.0.0.7:9944` does not answer',
				'Look whether the address is right and the node runs.',
			),
		}),
	],
	'wallet, loading': [stateAt('wallet')],
	'wallet, empty': [stateAt('wallet', {facts: {wallets: []}})],
	'wallet, the one that was named is not there': [
		stateAt('wallet', {facts: {wallets}, draft: {wallet: 'rog'}}),
	],
	'wallet, some were found': [stateAt('wallet', {facts: {wallets}})],
	'wallet, a new one where TAO is real': [
		stateAt('wallet', {facts: {wallets, network: finney}, draft: {way: 'new', wallet: 'rig2'}}),
		{page: 'new'},
	],
	'wallet, a new one on the devnet': [
		stateAt('wallet', {facts: {wallets}, draft: {way: 'new', wallet: 'rig2'}}),
		{page: 'new'},
	],
	'wallet, from words': [
		stateAt('wallet', {facts: {wallets}, draft: {way: 'restore', wallet: 'rig2'}}),
		{page: 'restore'},
	],
	'wallet, another hotkey': [stateAt('wallet', {facts: {wallets}}), {page: 'hotkey'}],
	'wallet, busy': [
		stateAt('wallet', {
			facts: {wallets},
			draft: {way: 'new', wallet: 'rig2'},
			work: busy('Encrypting the coldkey (slow by design)'),
		}),
		{page: 'new'},
	],
	'wallet, its words': [
		stateAt('wallet', {draft: {way: 'new'}, work: {kind: 'words', words, restores: 'wallet'}}),
	],
	'wallet, the words of a further hotkey': [
		stateAt('wallet', {draft: {way: 'existing'}, work: {kind: 'words', words, restores: 'hotkey'}}),
	],
	'wallet, failing': [
		stateAt('wallet', {
			facts: {wallets},
			draft: {way: 'new', wallet: 'rig2'},
			work: failed(
				'exists',
				'`/home/ada/.bittensor/wallets/rig2/coldkey` exists already',
				'Choose another name, or move that file away first.',
			),
		}),
		{page: 'new'},
	],
	'funds, loading': [stateAt('funds')],
	'funds, on the devnet': [
		stateAt('funds', {
			facts: {coldkey, hasFaucet: true, block: 412, balance: 0n, needed: 1_026_532_962n},
		}),
	],
	'funds, busy': [
		stateAt('funds', {
			facts: {coldkey, hasFaucet: true, block: 412, balance: 0n, needed: 1_026_532_962n},
			work: busy('Asking the faucet'),
		}),
	],
	'funds, where TAO is real': [
		stateAt('funds', {
			facts: {
				network: finney,
				hasFaucet: false,
				coldkey,
				block: 5_123_456,
				balance: 120_000_000n,
				needed: 1_026_532_962n,
			},
		}),
	],
	'funds, disconnected': [
		stateAt('funds', {
			facts: {
				network: finney,
				hasFaucet: false,
				coldkey,
				block: 5_123_456,
				balance: 120_000_000n,
				needed: 1_026_532_962n,
				problem: disconnected,
			},
		}),
	],
	'funds, failing': [
		stateAt('funds', {
			facts: {coldkey, hasFaucet: true, block: 412, balance: 0n, needed: 1_026_532_962n},
			work: failed('failed', 'The faucet is empty', 'Wait for the next block.'),
		}),
	],
	'subnet, loading': [stateAt('subnet')],
	'subnet, empty': [stateAt('subnet', {facts: {block: 431, subnets: []}})],
	'subnet, some': [stateAt('subnet', {facts: {block: 431, subnets}, draft: {netuid: 3}})],
	'subnet, one that cannot be entered': [
		stateAt('subnet', {facts: {block: 431, subnets}, draft: {netuid: 4}}),
	],
	'subnet, busy': [
		stateAt('subnet', {facts: {block: 431, subnets}, work: busy('Checking the subnet')}),
	],
	'subnet, disconnected': [
		stateAt('subnet', {facts: {block: 431, subnets, problem: disconnected}}),
	],
	'subnet, failing': [
		stateAt('subnet', {
			facts: {block: 431, subnets},
			work: failed('no-such-subnet', 'There is no subnet `7` here', 'See `btop subnets`.'),
		}),
	],
	'register, loading': [stateAt('register', {facts: {subnet: digits}})],
	'register, the bill': [stateAt('register', {facts: bill})],
	'register, where TAO is real and a place is free': [
		stateAt('register', {
			facts: {...real, isOpen: true, eviction: {kind: 'free', freeUids: 14}},
			draft: {cap: '1.2'},
		}),
	],
	'register, the coldkey is elsewhere': [
		stateAt('register', {facts: {...real, hasColdkey: false}}),
		{focused: 'action'},
	],
	'register, nobody can go': [stateAt('register', {facts: {...bill, eviction: {kind: 'nobody'}}})],
	'register, busy': [
		stateAt('register', {
			facts: bill,
			work: busy('Registering: unlocking the coldkey, then waiting for the block'),
		}),
	],
	'register, failing': [
		stateAt('register', {
			facts: bill,
			work: failed(
				'price-above-cap',
				'Registering costs 0.99 TAO, above the cap of 0.926532962',
				'Raise `--max-price`, or use `--wait` to wait for the price to fall.',
			),
		}),
	],
	'register, an own UID goes': [
		stateAt('register', {
			facts: {...bill, eviction: {kind: 'evicts', uid: 7, hotkey, coldkey, emission: 0n}},
		}),
	],
	'register, done': [
		{...stateAt('mine', {facts: {...bill, uid: 12}}), shown: 'register'},
		{focused: 'action'},
	],
	'register, disconnected': [stateAt('register', {facts: {...real, problem: disconnected}})],
	'model, loading': [stateAt('model')],
	'model, empty': [stateAt('model', {facts: {models: [], subnet: digits}})],
	'model, some': [stateAt('model', {facts: {models, subnet: digits}})],
	'model, a file': [
		stateAt('model', {facts: {models, subnet: digits}, draft: {model: './best.onnx'}}),
		{page: 'file'},
	],
	'model, busy': [
		stateAt('model', {facts: {models, subnet: digits}, work: busy('Checking image-base')}),
	],
	'model, failing': [
		stateAt('model', {
			facts: {models, subnet: digits},
			work: failed(
				'bad-model',
				'The model `image-base` is not the file it should be: its SHA-256 is another',
				'Install btop again.',
			),
		}),
	],
	'mine, loading': [stateAt('mine', {facts: {subnet: digits}}), {focused: 'option'}],
	'mine, on the devnet': [
		stateAt('mine', {
			facts: {subnet: digits, uid: 12, address: {bind: '127.0.0.2', announce: '127.0.0.2'}},
		}),
		{focused: 'option'},
	],
	'mine, where TAO is real': [
		stateAt('mine', {
			draft: {externalIp: '203.0.113.7', externalPort: '30123', port: '8091'},
			facts: {
				network: finney,
				subnet: digits,
				uid: 12,
				address: {bind: '0.0.0.0', announce: '203.0.113.7'},
			},
		}),
	],
	'mine, no public address': [
		stateAt('mine', {
			facts: {
				network: finney,
				subnet: digits,
				uid: 12,
				problem: {
					code: 'no-public-address',
					message: 'This machine has no public address to announce',
					fix: 'Give the one that validators reach it by: `--external-ip`.',
				},
			},
		}),
	],
	'mine, busy': [
		stateAt('mine', {
			facts: {subnet: digits, uid: 12, address: {bind: '127.0.0.2', announce: '127.0.0.2'}},
			work: busy('Loading the model and announcing the axon', 'engine started'),
		}),
	],
	'mine, failing': [
		stateAt('mine', {
			facts: {subnet: digits, uid: 12, address: {bind: '127.0.0.2', announce: '127.0.0.2'}},
			work: failed(
				'port-taken',
				'Port `8091` is in use',
				'Choose another port with `--port` (0 for any free one), or stop that program.',
			),
		}),
	],
	'mine, done': [
		stateAt('mine', {
			isDone: true,
			facts: {subnet: digits, uid: 12, hotkey, address: {bind: '127.0.0.2', announce: '127.0.0.2'}},
		}),
	],
	help: [stateAt('subnet', {facts: {block: 431, subnets}}), {isHelpShown: true}],
};

const fits = (text: string, {columns, rows}: Size) => {
	const lines = text.split('\n');
	return lines.length <= rows && lines.every(line => widthOf(line) <= columns);
};

test.each(Object.entries(scenes))('%s', (_name, [state, options]) => {
	for (const size of sizes) {
		const text = drawWalkthrough(state, size, options);

		expect(text).toSatisfy((frame: string) => fits(frame, size));
		expect(`\n${text}\n`).toMatchSnapshot(`${size.columns}×${size.rows}`);
	}
});

test('every step fits a large terminal, and says in ASCII all that it says', () => {
	const size = {columns: 200, rows: 60};
	for (const [state, options] of Object.values(scenes)) {
		const text = drawWalkthrough(state, size, {...options, glyphs: 'ascii'});

		expect(text).toSatisfy((frame: string) => fits(frame, size));
		expect(text).toMatch(/^\p{ASCII}*$/v);
	}
});
