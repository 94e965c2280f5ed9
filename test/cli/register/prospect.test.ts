import {chmod, cp} from 'node:fs/promises';
import path from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {getBalance} from '../../../src/chain/balances/balance.ts';
import type {ChainClient} from '../../../src/chain/client.ts';
import {connectChain} from '../../../src/chain/connect.ts';
import {getSubnet} from '../../../src/chain/subtensor/subnets.ts';
import {submit} from '../../../src/chain/transaction/submit.ts';
import * as register from '../../../src/cli/register.ts';
import {createSigner} from '../../../src/crypto/sr25519.ts';
import type {Devnet} from '../../../src/devnet/devnet.ts';
import {registerStep} from '../../../src/onboarding/register-step.ts';
import {parseNetwork} from '../../../src/rig/network/networks.ts';
import {openSettings} from '../../../src/rig/network/settings.ts';
import {resolveHome} from '../../../src/support/home.ts';
import {type CaptureOptions, captureCommand} from '../../helpers/capture-command.ts';
import {startSubnetDevnet} from '../../helpers/chain/subnet-devnet.ts';
import {makeTemporaryFolder} from '../../helpers/temporary-folder.ts';
import {until} from '../../helpers/until.ts';
import {createWalk} from '../../helpers/walk.ts';
import {recordedWallets} from '../../helpers/wallet.ts';

/** One of image recognition, and one whose owner has said nothing about it. */
const images = 3;
const nameless = 5;
let devnet: Devnet;
let client: ChainClient;
let home: string;

beforeAll(async () => {
	devnet = await startSubnetDevnet({bare: true});
	client = await connectChain({url: devnet.url});
	home = await makeTemporaryFolder('prospect');
	const rich = path.join(home, 'wallets', 'uri');
	await cp(path.join(recordedWallets('bittensor-wallet-4.1.1'), 'uri'), rich, {recursive: true});
	for (const file of ['coldkey', path.join('hotkeys', 'hk')]) {
		await chmod(path.join(rich, file), 0o600);
	}

	const hotkey = createSigner({uri: '//Bob//owner'}).address;
	const founding = {pallet: 'SubtensorModule', name: 'register_network', args: {hotkey}};
	await produce(submit(client, founding, {signer: createSigner({uri: '//Bob'})}));
});

afterAll(async () => {
	client.close();
	await devnet.close();
});

/** Make a block once something has been sent. */
async function produce<Result>(work: Promise<Result>): Promise<Result> {
	await until(() => devnet.chain.pool.ready()[0]);
	devnet.produceBlock();
	return work;
}

async function run(netuid: number, argv: readonly string[], options?: CaptureOptions) {
	const keys = ['-w', 'uri', '-H', 'hk', '--wallet-path', path.join(home, 'wallets')];
	const place = ['-n', devnet.url, '--home', home, '--netuid', String(netuid)];
	return captureCommand(register, [...place, ...keys, ...argv], options);
}

async function runDry(netuid: number) {
	const {stdout} = await run(netuid, ['--dry-run', '--json']);
	return JSON.parse(stdout) as Readonly<Record<string, unknown>>;
}

const alice = createSigner({uri: '//Alice'}).address;

test('the preview names the model that would be mined with', async () => {
	const {stdout} = await run(images, ['--dry-run']);
	expect(stdout).toMatch(/^btop can +mine with model `image-base` of task `image`$/mv);
	expect(stdout).not.toContain('--watch-only');

	const settings = openSettings(resolveHome({directory: home}));
	settings.write({models: {image: 'image-tiny'}});
	try {
		expect(await runDry(images)).toMatchObject({
			ok: true,
			mining: {can: 'mine', task: 'image', model: 'image-tiny', reason: null},
		});
	} finally {
		settings.write({models: {}});
	}
});

test('the preview of a subnet where nothing can be mined says so, and what paying takes', async () => {
	const {stdout} = await run(nameless, ['--dry-run']);
	expect(stdout).toMatch(/^btop can +watch only: btop has no miner for this subnet$/mv);
	expect(stdout).toMatch(/^note +to pay for it with `--yes`, add `--watch-only`$/mv);
	expect(await runDry(nameless)).toMatchObject({
		ok: true,
		mining: {
			can: 'watch',
			task: null,
			model: null,
			reason: 'btop has no miner for this subnet',
		},
	});
});

test('a model in use that does not fit leaves nothing to mine with, and is named', async () => {
	const settings = openSettings(resolveHome({directory: home}));
	settings.write({models: {image: 'data-tiny'}});
	try {
		await expect(run(images, ['--yes'])).rejects.toMatchObject({
			code: 'nothing-to-mine',
			message:
				'Nothing was paid, since subnet `3` could only be watched: the model `data-tiny` cannot be chosen: it answers the task `data`, not `image`',
			fix: 'Add `--watch-only` to pay all the same. To mine it, choose another model with `btop models use`; see `btop models list`.',
		});
	} finally {
		settings.write({models: {}});
	}
});

test('`--yes` alone pays for nothing that can only be watched, and does not wait for its price', async () => {
	const before = await getBalance(client, {address: alice});
	for (const argv of [['--yes'], ['--yes', '--wait', '--max-price', '0.000001']]) {
		await expect(run(nameless, argv)).rejects.toMatchObject({
			code: 'nothing-to-mine',
			exitCode: 4,
			message:
				'Nothing was paid, since subnet `5` could only be watched: btop has no miner for this subnet',
			fix: 'Add `--watch-only` to pay all the same. See `btop subnets` for those that it can mine.',
		});
	}

	expect(devnet.chain.pool.ready()).toEqual([]);
	expect(await getBalance(client, {address: alice})).toBe(before);
});

test('the walk-through and the quickstart pay for nothing that can only be watched', async () => {
	const walk = createWalk({
		directory: home,
		network: parseNetwork(devnet.url),
		found: {
			client,
			coldkey: alice,
			hotkey: createSigner({uri: '//Newcomer'}).address,
			subnet: (await getSubnet(client, {netuid: nameless}))!,
		},
	});
	expect(await registerStep.isMet(walk)).toBeUndefined();
	await expect(registerStep.run(walk)).rejects.toMatchObject({
		code: 'nothing-to-mine',
		message: expect.stringContaining('btop has no miner for this subnet'),
	});
	expect(devnet.chain.pool.ready()).toEqual([]);
});

test('on a terminal the question itself says that it is only to watch', async () => {
	let printed = '';
	const declined = run(nameless, [], {
		typed: 'n\n',
		onOutput(text) {
			printed += text;
		},
	});
	await expect(declined).rejects.toMatchObject({code: 'declined'});
	expect(printed).toContain('watch only: btop has no miner for this subnet\n');
	expect(printed).toContain('Register only to watch? [y/N] ');
});

test('an unknown subnet, and root, are unknown rather than only to be watched', async () => {
	for (const netuid of [0, 77]) {
		await expect(run(netuid, ['--yes'])).rejects.toMatchObject({code: 'no-such-subnet'});
	}
});

test('with `--watch-only` it is paid', async () => {
	const {stdout} = await produce(run(nameless, ['--yes', '--watch-only', '--json']));
	expect(JSON.parse(stdout)).toMatchObject({ok: true, netuid: nameless, uid: 1});

	// Registered already, it is no question of paying any more.
	const again = await run(nameless, ['--yes', '--json']);
	expect(JSON.parse(again.stdout)).toMatchObject({ok: true, already_registered: true});
});
