import {afterAll, beforeAll, expect, test} from 'vitest';
import {parseTao} from '../../src/chain/amount.ts';
import type {Call} from '../../src/chain/call.ts';
import type {ChainClient} from '../../src/chain/client.ts';
import {connectChain} from '../../src/chain/connect.ts';
import {burnedRegister} from '../../src/chain/subtensor/registration.ts';
import {addStake} from '../../src/chain/subtensor/stake.ts';
import {submit} from '../../src/chain/transaction/submit.ts';
import * as axon from '../../src/cli/axon.ts';
import * as register from '../../src/cli/register.ts';
import * as wallet from '../../src/cli/wallet.ts';
import {createSigner} from '../../src/crypto/sr25519.ts';
import type {Devnet} from '../../src/devnet/devnet.ts';
import {captureCommand} from '../helpers/capture-command.ts';
import {startSubnetDevnet} from '../helpers/chain/subnet-devnet.ts';
import {createRichHome, type RichHome} from '../helpers/rich-home.ts';
import {until} from '../helpers/until.ts';

const alice = createSigner({uri: '//Alice'});
const netuid = 3;
let devnet: Devnet;
let client: ChainClient;
let rich: RichHome;

/** A wallet that has a UID with a stake. */
beforeAll(async () => {
	devnet = await startSubnetDevnet({bare: true});
	client = await connectChain({url: devnet.url});
	rich = await createRichHome('equal');
	const {stdout} = await captureCommand(axon, ['show', ...place(), '--json']);
	const {hotkey} = JSON.parse(stdout) as {readonly hotkey: string};
	await send(burnedRegister({netuid, hotkey}));
	await send(addStake({netuid, hotkey, amount: parseTao('100')}));
});

afterAll(async () => {
	client.close();
	await devnet.close();
});

const place = () => ['-n', devnet.url, ...rich.keys, '--netuid', String(netuid)];

async function send(call: Call) {
	const sending = submit(client, call, {signer: alice});
	await until(() => devnet.chain.pool.ready()[0]);
	devnet.produceBlock();
	await sending;
}

test.each([
	['register', register, ['--dry-run', '--netuid', '2'], 'call SubtensorModule.register_limit'],
	['axon set', axon, ['set', '--ip', '192.0.2.1', '--port', '7'], 'tx serve-axon'],
	['axon reset', axon, ['reset'], 'tx serve-axon'],
	['wallet unstake', wallet, ['unstake', '--amount', '1'], 'tx remove-stake'],
	[
		'wallet transfer',
		wallet,
		['transfer', '--to', alice.address, '--amount', '1'],
		'wallet transfer',
	],
])('the command of btcli beside `%s` names the network', async (name, command, argv, same) => {
	const where = name === 'wallet transfer' ? place().slice(0, -2) : place();
	// An option that comes last is the one that counts.
	const {stdout} = await captureCommand(command, [
		...argv.slice(0, 1),
		...where,
		...argv.slice(1),
		'--dry-run',
	]);

	expect(stdout).toMatch(new RegExp(`^same as:? +btcli ${same} -n ${devnet.url} `, 'imv'));
});
