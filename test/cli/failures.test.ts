import {existsSync} from 'node:fs';
import {readdir, readFile, writeFile} from 'node:fs/promises';
import {createServer} from 'node:net';
import path from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {connectChain} from '../../src/chain/connect.ts';
import {createSigner} from '../../src/crypto/sr25519.ts';
import {btop, parseOnly} from '../helpers/btop.ts';
import {submitClosing} from '../helpers/chain/calls/close-subnet.ts';
import {type DevnetProcess, startDevnetProcess} from '../helpers/chain/devnet-process.ts';
import {makeTemporaryFolder} from '../helpers/temporary-folder.ts';

const password = 'correct horse';
let devnet: DevnetProcess;
let home: string;
let env: Readonly<Record<string, string>>;

/** Run a command for programs, and give its code, what it printed, and its exit. */
async function run(
	argv: readonly string[],
	more: Readonly<Record<string, string>> = {},
): Promise<Readonly<Record<string, any>>> {
	const ended = await btop([...argv, '--json'], {env: {...env, ...more}});
	return {exit: ended.code, ...parseOnly(ended)};
}

const failure = (code: string, exit: number) => ({
	ok: false,
	exit,
	error: {code, message: expect.any(String), fix: expect.any(String)},
});

beforeAll(async () => {
	devnet = await startDevnetProcess(['--bare']);
	const client = await connectChain({url: devnet.url});
	await submitClosing(client, 1);
	client.close();
	home = await makeTemporaryFolder('failures');
	env = {
		BTOP_HOME: home,
		BT_NETWORK: devnet.url,
		BT_WALLET_PATH: path.join(home, 'wallets'),
	};
	const words = path.join(home, 'words');
	expect(await run(['wallet', 'new', '--plain', '--mnemonic-file', words])).toMatchObject({
		ok: true,
	});
	const created = await run(['wallet', 'new', '-w', 'rig', '--mnemonic-file', `${words}-rig`], {
		BT_WALLET_PASSWORD: password,
	});
	expect(created).toMatchObject({ok: true, wallet: 'rig'});
	expect(await run(['wallet', 'faucet', '-w', 'rig'])).toMatchObject({ok: true});
}, 120_000);

afterAll(async () => {
	expect(await devnet.stop()).toBe(0);
});

const register = ['register', '--netuid', '3', '--yes'] as const;

test('too little TAO is found before anybody signs', async () => {
	expect(await run(register)).toMatchObject(failure('not-enough-funds', 4));
});

test('a price above the cap is refused, and nothing is paid', async () => {
	const before = await run(['wallet', 'balance', '-w', 'rig']);

	expect(await run([...register, '-w', 'rig', '--max-price', '0.001'])).toMatchObject(
		failure('price-above-cap', 3),
	);
	expect(await run(['wallet', 'balance', '-w', 'rig'])).toEqual(before);
});

test.each(['0', '0.000', '-1', '1.0000000001', '1e3', ''])(
	'an amount of `%s` is refused before anything else',
	async amount => {
		const to = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY';
		const nowhere = {BT_NETWORK: 'ws://127.0.0.1:1', BT_WALLET_PATH: '/nonexistent'};
		for (const words of [
			['transfer', '--to', to],
			['faucet', '--address', to],
			['unstake', '--netuid', '3'],
		]) {
			expect(await run(['wallet', ...words, '--amount', amount], nowhere)).toMatchObject(
				failure('usage', 2),
			);
		}
	},
);

test.each(['100', '-1', '1 %', '0.00001', ''])('a slippage of `%s` is refused', async slippage => {
	const argv = ['wallet', 'unstake', '--netuid', '3', '-w', 'rig', '--slippage', slippage];
	expect(await run(argv)).toMatchObject(failure('usage', 2));
});

test('what was never staked is not sold', async () => {
	expect(await run(['wallet', 'unstake', '--netuid', '3', '-w', 'rig', '--yes'])).toMatchObject(
		failure('not-enough-funds', 4),
	);
});

test('a subnet that is none is refused', async () => {
	expect(await run(['register', '--netuid', '99', '--yes', '-w', 'rig'])).toMatchObject(
		failure('no-such-subnet', 3),
	);
	expect(await run(['subnets', 'show', '99'])).toMatchObject(failure('no-such-subnet', 3));
});

test.each(['--yes', '--yes --wait', '--yes --wait --max-price 0.001'])(
	'a closed subnet is refused by the chain’s own name, and no password is asked for, with `%s`',
	async words => {
		const argv = ['register', '--netuid', '1', '-w', 'rig', ...words.split(' ')];
		expect(await run(argv)).toMatchObject(failure('sub-net-registration-disabled', 3));
	},
);

test.each([
	['1', 'no-subnet-to-enter'],
	['99', 'no-such-subnet'],
])('quickstart on subnet %s is refused before a wallet is made for it', async (netuid, code) => {
	const ended = await btop(['quickstart', '--network', devnet.url, '--netuid', netuid, '--json'], {
		env,
	});

	expect({exit: ended.code, ...parseOnly(ended)}).toMatchObject(failure(code, 3));
	expect(ended.stderr).not.toContain('wallet');
});

test('what the chain refuses is told by its own name', async () => {
	const to = createSigner({uri: '//Nobody'}).address;
	expect(
		await run(['wallet', 'transfer', '--to', to, '--amount', '0.000000001', '--yes', '-w', 'rig'], {
			BT_WALLET_PASSWORD: password,
		}),
	).toMatchObject({ok: false, exit: 3, error: {code: 'below-minimum'}});
}, 60_000);

test('without a password, or with a wrong one, a wallet stays closed', async () => {
	expect(await run([...register, '-w', 'rig'])).toMatchObject(failure('needs-password', 4));
	expect(await run([...register, '-w', 'rig'], {BT_WALLET_PASSWORD: 'wrong'})).toMatchObject(
		failure('wrong-password', 4),
	);
}, 60_000);

test('without a terminal a question is not asked, and words are not shown', async () => {
	expect(await run(['register', '--netuid', '3', '-w', 'rig'])).toMatchObject(
		failure('needs-terminal', 4),
	);
	const folder = path.join(home, 'wallets');
	const before = await readdir(folder);
	expect(await run(['wallet', 'new', '-w', 'unseen', '--plain'])).toMatchObject(
		failure('needs-terminal', 4),
	);
	expect(await readdir(folder)).toEqual(before);
});

test('a wallet that is there is not written over', async () => {
	const coldkey = path.join(home, 'wallets', 'default', 'coldkey');
	const before = await readFile(coldkey);

	expect(
		await run(['wallet', 'new', '--plain', '--mnemonic-file', path.join(home, 'more-words')]),
	).toMatchObject(failure('exists', 1));
	expect(await readFile(coldkey)).toEqual(before);
	expect(existsSync(path.join(home, 'more-words'))).toBe(false);
});

test('a wallet written to a words file that is there is not made', async () => {
	expect(
		await run([
			'wallet',
			'new',
			'-w',
			'third',
			'--plain',
			'--mnemonic-file',
			path.join(home, 'words'),
		]),
	).toMatchObject(failure('exists', 1));
	expect(existsSync(path.join(home, 'wallets', 'third'))).toBe(false);
});

test('a chain that is not there is said to be unreachable', async () => {
	const network = 'ws://127.0.0.1:1';

	for (const argv of [['subnets'], [...register, '-w', 'rig'], ['wallet', 'balance']]) {
		expect(await run([...argv, '--network', network])).toMatchObject(
			failure('chain-unreachable', 1),
		);
	}
});

test('a settings file that is not valid is named and left alone', async () => {
	const other = await makeTemporaryFolder('settings');
	const file = path.join(other, 'settings.json');
	await writeFile(file, '{"network": 7}');

	const ended = await run(['subnets'], {BTOP_HOME: other});
	expect(ended).toMatchObject(failure('usage', 2));
	expect(JSON.stringify(ended)).toContain(file);
	expect(await readFile(file, 'utf8')).toBe('{"network": 7}');
});

test.runIf(existsSync('/proc/self'))('a home where no folder can be made is refused', async () => {
	for (const argv of [['subnets'], ['models'], ['wallet', 'faucet'], register]) {
		const ended = await run([...argv, '--home', '/proc/btop']);
		expect(ended).toMatchObject(failure('bad-path', 1));
		expect(ended.error.message).toContain('/proc/btop');
	}
});

test('a file where a folder should be is named, and is no fault of the program', async () => {
	const file = path.join(home, 'file');
	await writeFile(file, 'mine');

	for (const argv of [
		['subnets', '--home', file],
		['status', '--home', file],
		['stop', '--all', '--home', file],
		['wallet', 'new', '--plain', '--wallet-path', file, '--mnemonic-file', `${file}-words`],
		['wallet', 'new', '-w', 'new', '--plain', '--mnemonic-file', path.join(file, 'words')],
		['devnet', '--port', '0', '--bare', '--state', file],
	]) {
		const ended = await run(argv);
		expect(ended).toMatchObject(failure('bad-path', 1));
		expect(ended.error.message).toContain(file);
		expect(ended.error.fix).not.toContain('fault');
	}

	expect(await readFile(file, 'utf8')).toBe('mine');
});

test('mining with a file that is no model, or at a port that is taken, starts nothing', async () => {
	const model = path.join(home, 'model.onnx');
	await writeFile(model, 'not a model');
	expect(await run([...register, '-w', 'rig'], {BT_WALLET_PASSWORD: password})).toMatchObject({
		ok: true,
	});

	const mine = ['mine', '--netuid', '3', '-w', 'rig', '--detach'];
	expect(await run([...mine, '--model', model, '--port', '0'])).toMatchObject(
		failure('bad-model', 1),
	);
	const server = createServer();
	await new Promise<void>(resolve => {
		server.listen(0, '127.0.0.2', resolve);
	});
	const {port} = server.address() as {readonly port: number};
	expect(await run([...mine, '--port', String(port)])).toMatchObject(failure('port-taken', 1));
	server.close();
	expect(await run(['status'])).toMatchObject({ok: true, exit: 0, miners: []});
	expect(await run(['devnet', '--port', new URL(devnet.url).port])).toMatchObject(
		failure('port-taken', 1),
	);
}, 120_000);

test('what would be sent is told with a command for the same chain and the same wallet', async () => {
	const to = createSigner({uri: '//Nobody'}).address;
	const place = `-n ${devnet.url} -w rig`;
	const folder = `--wallet-path ${path.join(home, 'wallets')}`;
	const transfer = ['wallet', 'transfer', '--to', to, '--amount', '1', '-w', 'rig', '--dry-run'];
	const {stdout: sent} = await btop(transfer, {env});
	expect(sent).toContain(`btcli wallet transfer ${place} ${folder} --dest ${to} --amount 1\n`);

	const axon = ['axon', 'set', '--netuid', '3', '--ip', '203.0.113.7', '--port', '8091'];
	const {stdout: announced} = await btop([...axon, '-w', 'rig', '--dry-run'], {env});
	expect(announced).toContain(
		`btcli tx serve-axon ${place} -H default ${folder} --netuid 3 --ip 203.0.113.7 --port 8091\n`,
	);
});

test('no word, password or key stands in what was printed or kept in the clear', async () => {
	const words = (await readFile(path.join(home, 'words-rig'), 'utf8')).trim();
	const files = (await readdir(home, {recursive: true, withFileTypes: true})).filter(
		entry => entry.isFile() && entry.name !== 'words-rig',
	);
	for (const {parentPath, name} of files) {
		const text = await readFile(path.join(parentPath, name), 'latin1');
		expect(text).not.toContain(words);
		expect(text).not.toContain(password);
	}
});

test('a model is chosen for a task that there is, and that it answers', async () => {
	expect(await run(['models', 'use', 'foo', 'image-small'])).toMatchObject({
		exit: 2,
		error: {
			code: 'usage',
			message: 'There is no task `foo`',
			fix: 'Use `text`, `translation`, `image` or `data`.',
		},
	});
	expect(await run(['models', 'use', 'text', 'image-small'])).toMatchObject({
		exit: 2,
		error: {
			message: 'The model `image-small` cannot be chosen: it answers the task `image`, not `text`',
		},
	});
});
