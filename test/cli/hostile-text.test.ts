import {PassThrough} from 'node:stream';
import {expect, onTestFinished, test} from 'vitest';
import {connectChain} from '../../src/chain/connect.ts';
import {submit} from '../../src/chain/transaction/submit.ts';
import {printFailure} from '../../src/cli/output.ts';
import * as subnets from '../../src/cli/subnets.ts';
import * as wallet from '../../src/cli/wallet.ts';
import {createSigner} from '../../src/crypto/sr25519.ts';
import {ownerKeys} from '../../src/devnet/genesis/accounts.ts';
import {startDevnetWorld} from '../../src/devnet/genesis/start-world.ts';
import {verifyModel} from '../../src/models/verify-model.ts';
import {captureCommand} from '../helpers/capture-command.ts';
import {NodeError, startRecordedChain} from '../helpers/chain/recorded-chain.ts';
import {makeTemporaryFolder} from '../helpers/temporary-folder.ts';

const hostile =
	'Bank\u{1B}]52;c;cm0gLXJm\u{7}\u{9B}2J\u{202E}\u{200B}\u{1B}[31m\r\nbtop: paid 5 TAO\0';
const obeyed = /[[\p{Control}\p{Format}\p{Surrogate}]--\n]/v;

/** Print how something fails. */
async function print(failing: Promise<unknown>, json: boolean) {
	const printed = {stdout: new PassThrough(), stderr: new PassThrough()};
	const error: unknown = await failing.catch((error: unknown) => error);
	expect(error).toBeInstanceOf(Error);
	printFailure(error, {...printed, json, trace: true});
	return {stdout: String(printed.stdout.read()), stderr: String(printed.stderr.read())};
}

test('an error of a node is printed as plain text', async () => {
	const node = await startRecordedChain({
		metadata: new Uint8Array(),
		methods: {
			chain_getBlockHash() {
				throw new NodeError(-32_000, hostile, hostile);
			},
		},
	});
	onTestFinished(node.close);
	const directory = await makeTemporaryFolder('hostile');
	const address = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY';
	const argv = ['balance', '--address', address, '--network', node.url, '--home', directory];
	const forPeople = await print(captureCommand(wallet, argv), false);
	const forPrograms = await print(captureCommand(wallet, argv), true);

	expect(forPeople.stderr).toContain('Bank btop: paid 5 TAO');
	expect(forPeople.stderr).not.toMatch(/^btop: paid/mv);
	expect(forPeople.stderr).not.toMatch(obeyed);
	expect(JSON.parse(forPrograms.stdout).error.message).toContain(hostile);
	expect(forPrograms.stdout).not.toMatch(obeyed);
});

test('the name of a subnet is printed as plain text', async () => {
	const devnet = await startDevnetWorld({bare: true, blockTime: 50});
	onTestFinished(devnet.close);
	const client = await connectChain({url: devnet.url});
	onTestFinished(client.close);
	const bytes = (text: string) => new TextEncoder().encode(text);
	const empty = bytes('');
	await submit(
		client,
		{
			pallet: 'SubtensorModule',
			name: 'set_subnet_identity',
			args: {
				netuid: 3,
				subnetName: bytes(hostile),
				githubRepo: empty,
				subnetContact: empty,
				subnetUrl: empty,
				discord: empty,
				description: bytes(hostile),
				logoUrl: empty,
				additional: bytes('{"task":"image"}'),
			},
		},
		{signer: createSigner({uri: ownerKeys(3).coldkey})},
	);
	const directory = await makeTemporaryFolder('hostile');
	const chain = ['--network', devnet.url, '--home', directory];
	const list = await captureCommand(subnets, ['list', ...chain]);
	const listForPrograms = await captureCommand(subnets, ['list', ...chain, '--json']);
	const shown = await captureCommand(subnets, ['show', '3', ...chain]);

	expect(list.stdout).toContain('Bank btop: paid 5 TAO');
	for (const {stdout, stderr} of [list, listForPrograms, shown]) {
		expect(stdout + stderr).not.toMatch(obeyed);
	}

	expect(JSON.parse(listForPrograms.stdout)).toMatchObject({ok: true});
});

test('the name of a model is printed as plain text', async () => {
	const file = `${await makeTemporaryFolder('hostile')}/${hostile}.onnx`;
	const {stderr} = await print(verifyModel({name: hostile, path: file, format: 'tensor'}), false);

	expect(stderr).toContain('Bank');
	expect(stderr).not.toMatch(obeyed);
});
