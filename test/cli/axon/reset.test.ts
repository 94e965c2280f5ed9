import {afterAll, beforeAll, beforeEach, expect, test} from 'vitest';
import type {ChainClient} from '../../../src/chain/client.ts';
import {connectChain} from '../../../src/chain/connect.ts';
import {burnedRegister} from '../../../src/chain/subtensor/registration.ts';
import {submit} from '../../../src/chain/transaction/submit.ts';
import * as axon from '../../../src/cli/axon.ts';
import {createSigner} from '../../../src/crypto/sr25519.ts';
import type {Devnet} from '../../../src/devnet/devnet.ts';
import {captureCommand} from '../../helpers/capture-command.ts';
import {type LyingNode, startLyingNode} from '../../helpers/chain/lying-node.ts';
import {startSubnetDevnet} from '../../helpers/chain/subnet-devnet.ts';
import {createRichHome, type RichHome} from '../../helpers/rich-home.ts';
import {until} from '../../helpers/until.ts';

let devnet: Devnet;
let node: LyingNode;
let client: ChainClient;
let rich: RichHome;
let argv: readonly string[];

beforeAll(async () => {
	devnet = await startSubnetDevnet({bare: true});
	node = await startLyingNode(devnet.url);
	client = await connectChain({url: devnet.url});
	rich = await createRichHome('axon');
	argv = ['-n', node.url, ...rich.keys, '--netuid', '3'];
	const {stdout} = await captureCommand(axon, ['show', ...argv, '--json']);
	const {hotkey} = JSON.parse(stdout) as {readonly hotkey: string};
	const call = burnedRegister({netuid: 3, hotkey});
	const registering = submit(client, call, {signer: createSigner({uri: '//Alice'})});
	await produce();
	await registering;
});

afterAll(async () => {
	client.close();
	await node.close();
	await devnet.close();
});

beforeEach(() => {
	node.lie('state_call', undefined);
});

async function produce() {
	await until(() => devnet.chain.pool.ready()[0]);
	devnet.produceBlock();
}

test('a chain that takes no address of zero says so, and what to do instead does it', async () => {
	// Invalid, by the custom error 11, which stands for a bad address.
	node.lie('state_call', async ({params, relay, answer}) => {
		answer(
			params[0] === 'TaggedTransactionQueue_validate_transaction'
				? {result: '0x0100070b'}
				: await relay(),
		);
	});
	const reset = captureCommand(axon, ['reset', ...argv, '--yes']);
	await expect(reset).rejects.toMatchObject({
		code: 'invalid-ip-address',
		exitCode: 3,
		message:
			'The chain refused with `InvalidIpAddress`: this chain takes no address that stands for none, so one cannot be withdrawn',
		fix: expect.stringMatching(
			/^Stop the miner, .* or announce an address that nobody has: `btop axon set .*--netuid 3 --ip 192\.0\.2\.1 --port 1`\.$/v,
		),
	});
	await expect(
		captureCommand(axon, ['set', ...argv, '--ip', '192.0.2.9', '--port', '7', '--yes']),
	).rejects.toMatchObject({message: 'The chain refused with `InvalidIpAddress`'});

	node.lie('state_call', undefined);
	const setting = captureCommand(axon, [
		'set',
		...argv,
		'--ip',
		'192.0.2.1',
		'--port',
		'1',
		'--yes',
	]);
	await produce();
	expect((await setting).stdout).toContain('Announced in block');
});

test('a chain that takes it withdraws the address', async () => {
	// An announcement is allowed once in so many blocks.
	for (let block = 0; block < 60; block++) {
		devnet.produceBlock();
	}

	const resetting = captureCommand(axon, ['reset', ...argv, '--yes', '--json']);
	await produce();
	expect(JSON.parse((await resetting).stdout)).toMatchObject({ok: true, ip: '0.0.0.0'});
	const {stdout} = await captureCommand(axon, ['show', ...argv]);
	expect(stdout).toMatch(/^address +none announced$/mv);
});
