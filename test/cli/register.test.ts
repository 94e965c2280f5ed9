import {chmod, cp, mkdir, rm, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {afterAll, beforeAll, beforeEach, expect, test} from 'vitest';
import type {ChainClient} from '../../src/chain/client.ts';
import {connectChain} from '../../src/chain/connect.ts';
import type {Neuron} from '../../src/chain/subtensor/neuron.ts';
import {getNeurons} from '../../src/chain/subtensor/neurons.ts';
import {burnedRegister} from '../../src/chain/subtensor/registration.ts';
import {submit} from '../../src/chain/transaction/submit.ts';
import * as axon from '../../src/cli/axon.ts';
import * as mine from '../../src/cli/mine.ts';
import * as register from '../../src/cli/register.ts';
import {createSigner} from '../../src/crypto/sr25519.ts';
import type {Devnet} from '../../src/devnet/devnet.ts';
import {startSubnetDevnet} from '../helpers/chain/subnet-devnet.ts';
import {type CaptureOptions, captureCommand} from '../helpers/capture-command.ts';
import {makeTemporaryFolder} from '../helpers/temporary-folder.ts';
import {until} from '../helpers/until.ts';
import {recordedWallets} from '../helpers/wallet.ts';

const netuid = 3;
let devnet: Devnet;
let client: ChainClient;
let home: string;
let wallets: string;
let neurons: readonly Neuron[];

/** A rich wallet, on a full subnet whose blocks are made by hand. */
beforeAll(async () => {
	devnet = await startSubnetDevnet();
	client = await connectChain({url: devnet.url});
	home = await makeTemporaryFolder('register');
	wallets = path.join(home, 'wallets');
	const rich = path.join(wallets, 'uri');
	await cp(path.join(recordedWallets('bittensor-wallet-4.1.1'), 'uri'), rich, {recursive: true});
	for (const file of ['coldkey', path.join('hotkeys', 'hk')]) {
		await chmod(path.join(rich, file), 0o600);
	}
});

afterAll(async () => {
	client.close();
	await devnet.close();
});

beforeEach(async () => {
	neurons = await getNeurons(client, {netuid});
	await rm(path.join(wallets, 'uri', 'hotkeys', 'two'), {force: true});
	await rm(path.join(wallets, 'other'), {recursive: true, force: true});
});

const place = () => [
	'-n',
	devnet.url,
	'-w',
	'uri',
	'-H',
	'hk',
	'--wallet-path',
	wallets,
	'--home',
	home,
	'--netuid',
	String(netuid),
];

const run = async (argv: readonly string[], options?: CaptureOptions) =>
	captureCommand(register, [...place(), ...argv], options);

async function runDry() {
	const {stdout} = await run(['--dry-run', '--json']);
	return JSON.parse(stdout) as Readonly<Record<string, any>>;
}

/** The neuron that a newcomer replaces, according to the chain itself. */
const victim = async () => neurons[(await runDry()).evicts.uid as number]!;

/** Write a key's file with nothing but its address. */
async function own(file: string, address: string) {
	await mkdir(path.dirname(path.join(wallets, file)), {recursive: true});
	await writeFile(path.join(wallets, file), JSON.stringify({ss58Address: address}), {
		mode: 0o600,
	});
}

test('the preview shows who is evicted', async () => {
	const {evicts, warnings} = await runDry();
	expect(evicts).toEqual({
		uid: expect.any(Number),
		hotkey: neurons[evicts.uid]!.hotkey,
		own: false,
	});
	expect(warnings).toBeUndefined();

	const {stdout} = await run(['--dry-run']);
	expect(stdout).toMatch(
		new RegExp(`^evicts +UID ${evicts.uid} of ${evicts.hotkey}, which earns nothing$`, 'mv'),
	);
});

test('the preview of a subnet with free UIDs says how many', async () => {
	const {url, close} = await startSubnetDevnet({bare: true});
	try {
		const dry = ['--dry-run', '-n', url];
		const {stdout} = await run(dry);
		expect(stdout).toMatch(/^evicts +nobody, \d+ UIDs are free$/mv);
		const {stdout: json} = await run([...dry, '--json']);
		expect(JSON.parse(json)).toMatchObject({ok: true, evicts: null});
	} finally {
		await close();
	}
});

test.each([
	['hotkey', path.join('uri', 'hotkeys', 'two'), () => 'two'],
	['hotkey of another wallet', path.join('other', 'hotkeys', 'rig-2'), () => 'other/rig-2'],
	['coldkey', path.join('other', 'coldkeypub.txt'), ({hotkey}: Neuron) => hotkey],
])('a warning and the question name a neuron whose %s is one’s own', async (kind, file, nameOf) => {
	const evicted = await victim();
	await own(file, kind === 'coldkey' ? evicted.coldkey : evicted.hotkey);
	const name = `your own \`${nameOf(evicted)}\` (UID ${evicted.uid})`;
	expect(await runDry()).toMatchObject({
		evicts: {uid: evicted.uid, hotkey: evicted.hotkey, own: true},
		warnings: [`Registering evicts ${name}`],
	});

	let printed = '';
	const declined = run([], {
		typed: 'n\n',
		onOutput(text) {
			printed += text;
		},
	});
	await expect(declined).rejects.toMatchObject({code: 'declined'});
	expect(printed).toContain(`Note: Registering evicts ${name}\n`);
	expect(printed).toContain(', which is yours and earns nothing\n');
	expect(printed).toContain(`Register, and evict ${name}? [y/N] `);
});

test('a stranger is evicted without being named in the question', async () => {
	let printed = '';
	const declined = run([], {
		typed: 'n\n',
		onOutput(text) {
			printed += text;
		},
	});
	await expect(declined).rejects.toMatchObject({code: 'declined'});
	expect(printed).toContain('Register? [y/N] ');
});

test.each([
	['mine', mine, []],
	['axon', axon, ['set', '--ip', '192.0.2.1', '--port', '8091']],
])(
	'`%s` of a hotkey without a UID names the command that registers it',
	async (_, command, argv) => {
		await expect(captureCommand(command, [...argv, ...place()])).rejects.toMatchObject({
			code: 'hot-key-not-registered-in-sub-net',
			fix: `Register it first: \`btop register ${place().join(' ')}\`.`,
		});
	},
);

test('with `--yes` one’s own neuron is evicted, with a warning', async () => {
	const evicted = await victim();
	await own(path.join('uri', 'hotkeys', 'two'), evicted.hotkey);
	const registering = run(['--yes', '--json']);
	await until(() => devnet.chain.pool.ready()[0]);
	devnet.produceBlock();

	const {stdout, stderr} = await registering;
	expect(JSON.parse(stdout)).toMatchObject({
		ok: true,
		uid: evicted.uid,
		evicts: {uid: evicted.uid, hotkey: evicted.hotkey, own: true},
		already_registered: false,
		warnings: [`Registering evicts your own \`two\` (UID ${evicted.uid})`],
	});
	expect(stderr).toContain('Note: Registering evicts your own `two`');

	const again = await run(['--yes', '--json']);
	expect(JSON.parse(again.stdout)).toMatchObject({already_registered: true, evicts: null});
});

test('the result names who was evicted in the end, and warns if that is one’s own', async () => {
	await own(path.join('uri', 'hotkeys', 'third'), createSigner({uri: '//Third'}).address);
	const third = ['-H', 'third', '--max-price', '100', '--json'];
	const {stdout: preview} = await run([...third, '--dry-run']);
	const {uid: next} = JSON.parse(preview).evicts as {readonly uid: number};
	const {hotkey} = neurons[next + 1]!;
	await own(path.join('uri', 'hotkeys', 'two'), hotkey);
	const earlier = burnedRegister({netuid, hotkey: createSigner({uri: '//Earlier'}).address});
	const overtaking = submit(client, earlier, {signer: createSigner({uri: '//Bob'})});
	await until(() => devnet.chain.pool.ready().length === 1);
	const registering = run([...third, '--yes']);
	await until(() => devnet.chain.pool.ready().length === 2);
	devnet.produceBlock();
	await overtaking;

	const {stdout} = await registering;
	const {uid, evicts, warnings} = JSON.parse(stdout) as Readonly<Record<string, any>>;
	expect(evicts).toEqual({uid, hotkey, own: true});
	expect(warnings).toEqual([
		`The order of eviction had changed: registering evicted your own \`two\` (UID ${uid})`,
	]);
});
