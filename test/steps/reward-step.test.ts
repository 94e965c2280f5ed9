import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterEach, expect, test} from 'vitest';
import type {ChainClient} from '../../src/chain/client.ts';
import {connectChain} from '../../src/chain/connect.ts';
import {ChainUnreachableError} from '../../src/chain/errors.ts';
import {getSubnet} from '../../src/chain/subtensor/subnets.ts';
import {createSigner} from '../../src/crypto/sr25519.ts';
import {arenaAccounts} from '../../src/devnet/genesis/accounts.ts';
import {parseNetwork} from '../../src/steps/networks.ts';
import {rewardStep} from '../../src/steps/reward-step.ts';
import type {Walk} from '../../src/steps/walk.ts';
import {resolveHome} from '../../src/support/home.ts';
import {createFakeClock} from '../helpers/fake-clock.ts';
import {letPassUntil} from '../helpers/let-pass.ts';
import {startSubnetDevnet} from '../helpers/subnet-devnet.ts';

const netuid = 3;
const hotkey = createSigner({uri: arenaAccounts(netuid)[0]!.hotkey}).address;
const opened: Array<{readonly close: () => unknown}> = [];

afterEach(async () => {
	for (const thing of opened.splice(0).toReversed()) {
		await thing.close();
	}
});

/** A walk of which all is done but the reward. */
async function createWalk(client: ChainClient): Promise<Walk> {
	const directory = await mkdtemp(path.join(tmpdir(), 'btop-reward-'));
	opened.push({close: async () => rm(directory, {recursive: true})});
	return {
		world: {
			home: resolveHome({directory}),
			network: parseNetwork('devnet'),
			walletsDirectory: directory,
			modelsDirectory: directory,
			command: [],
			ephemeral: false,
			signal: new AbortController().signal,
			report: () => undefined,
		},
		choices: {
			wallet: 'rig',
			hotkeyName: 'default',
			password: async () => '',
			onMnemonic: () => undefined,
			mine: {device: 'cpu', port: 0, detach: false},
		},
		found: {client, hotkey, subnet: await getSubnet(client, {netuid})},
	};
}

test('a reward on a chain that makes no more blocks is not waited for for ever', async () => {
	const devnet = await startSubnetDevnet();
	const clock = createFakeClock();
	const client = await connectChain({url: devnet.url});
	opened.push(devnet, client);
	const waiting = rewardStep.run(await createWalk({...client, clock}));

	await letPassUntil(clock, waiting);
	await expect(waiting).rejects.toThrow(ChainUnreachableError);
});

test('a client that is closed ends the wait for a reward', async () => {
	const devnet = await startSubnetDevnet();
	const client = await connectChain({url: devnet.url});
	opened.push(devnet, client);
	const waiting = rewardStep.run(await createWalk(client));
	client.close();

	await expect(waiting).rejects.toThrow(ChainUnreachableError);
});
