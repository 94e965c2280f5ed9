import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterEach, expect, test} from 'vitest';
import type {ChainClient} from '../../src/chain/client.ts';
import {connectChain} from '../../src/chain/connect.ts';
import {ChainUnreachableError} from '../../src/chain/errors.ts';
import {getSubnet} from '../../src/chain/subtensor/subnets.ts';
import {createSigner} from '../../src/crypto/sr25519.ts';
import {accountFrom, arenaAccounts} from '../../src/devnet/genesis/accounts.ts';
import {setAt} from '../../src/devnet/subtensor/registration/neurons.ts';
import {addStake} from '../../src/devnet/subtensor/stake/alpha.ts';
import {consensusItems, neuronItems} from '../../src/devnet/subtensor/storage/neurons.ts';
import {recordEvent} from '../../src/ledger/events.ts';
import {type Ledger, openLedger} from '../../src/ledger/open-ledger.ts';
import {recordPayment} from '../../src/ledger/payments.ts';
import {createQueryRecorder} from '../../src/ledger/queries/query-recorder.ts';
import {parseNetwork} from '../../src/rig/network/networks.ts';
import {rewardStep} from '../../src/onboarding/reward-step.ts';
import type {Walk} from '../../src/onboarding/walk.ts';
import {createFakeClock} from '../helpers/fake-clock.ts';
import {letPassUntil} from '../helpers/let-pass.ts';
import {startSubnetDevnet} from '../helpers/chain/subnet-devnet.ts';
import {startSubtensorDevnet} from '../helpers/chain/subtensor-devnet.ts';
import {createWalk} from '../helpers/walk.ts';

const netuid = 3;
const registeredAt = 5;
const arena = arenaAccounts(netuid)[0]!;
const hotkey = createSigner({uri: arena.hotkey}).address;
const miner = {network: 'devnet', netuid, hotkey};
const opened: Array<{readonly close: () => unknown}> = [];

afterEach(async () => {
	for (const thing of opened.splice(0).toReversed()) {
		await thing.close();
	}
});

/** A walk of which all is done but the reward. */
async function startWalk(client: ChainClient) {
	const directory = await mkdtemp(path.join(tmpdir(), 'btop-reward-'));
	opened.push({close: async () => rm(directory, {recursive: true})});
	const walk = createWalk({
		directory,
		network: parseNetwork('devnet'),
		found: {client, hotkey, subnet: await getSubnet(client, {netuid})},
	});
	opened.push({close: () => walk.found.ledger?.close()});
	return walk;
}

/** A chain on which the hotkey has its pay, and a client of it. */
async function startPaid() {
	const devnet = await startSubtensorDevnet({
		adjust(context) {
			const place = {
				hotkey: accountFrom(arena.hotkey),
				coldkey: accountFrom(arena.coldkey),
				netuid,
			};
			addStake(context, place, 1_000_000_000n);
			setAt(context, consensusItems.Incentive, {netuid, uid: 0}, 65_535);
			context.set(neuronItems.BlockAtRegistration, netuid, 0, BigInt(registeredAt));
		},
	});
	const client = await connectChain({url: devnet.devnet.url});
	opened.push(devnet, client);
	return client;
}

/** Write into the walk's ledger what a miner process would. */
async function write({world}: Walk, work: (ledger: Ledger) => void | Promise<void>) {
	const ledger = openLedger({file: world.home.ledger});
	await work(ledger);
	ledger.close();
}

async function answer(ledger: Ledger, time: number) {
	const recorder = createQueryRecorder(ledger, {miner});
	await recorder.record({time, validator: '5V', outcome: 'answered', milliseconds: 5, batch: 1});
	recorder.close();
}

const payment = {...miner, uid: 0, paid: 1n, fee: 1n};

test('what was answered under an earlier registration makes no reward', async () => {
	const walk = await startWalk(await startPaid());
	await write(walk, async ledger => {
		recordPayment(ledger, {...payment, time: 1000, block: registeredAt, hash: '0x01'});
		await answer(ledger, 2000);
		recordPayment(ledger, {...payment, time: 3000, block: registeredAt, hash: '0x02'});
	});

	expect(await rewardStep.isMet(walk)).toBeUndefined();
	await write(walk, async ledger => answer(ledger, 3001));
	expect(await rewardStep.isMet(walk)).toMatchObject({said: expect.stringContaining('place 1')});
});

test('where another rig registered, what was answered since the miner started counts', async () => {
	const walk = await startWalk(await startPaid());
	await write(walk, async ledger => {
		recordPayment(ledger, {...payment, time: 1000, block: registeredAt - 1, hash: '0x00'});
		await answer(ledger, 2000);
		recordEvent(ledger, {...miner, time: 3000, kind: 'started', detail: ''});
	});

	expect(await rewardStep.isMet(walk)).toBeUndefined();
	await write(walk, async ledger => answer(ledger, 3001));
	expect(await rewardStep.isMet(walk)).toBeDefined();
});

test('a walk opens the ledger once', async () => {
	const walk = await startWalk(await startPaid());
	await write(walk, async ledger => answer(ledger, 1000));
	expect(await rewardStep.isMet(walk)).toBeDefined();
	const {ledger} = walk.found;

	expect(await rewardStep.isMet(walk)).toBeDefined();
	expect(walk.found.ledger).toBe(ledger);
	expect(ledger).toBeDefined();
});

test('a reward on a chain that makes no more blocks is not waited for for ever', async () => {
	const devnet = await startSubnetDevnet();
	const clock = createFakeClock();
	const client = await connectChain({url: devnet.url});
	opened.push(devnet, client);
	const waiting = rewardStep.run(await startWalk({...client, clock}));

	await letPassUntil(clock, waiting);
	await expect(waiting).rejects.toThrow(ChainUnreachableError);
});

test('a client that is closed ends the wait for a reward', async () => {
	const devnet = await startSubnetDevnet();
	const client = await connectChain({url: devnet.url});
	opened.push(devnet, client);
	const waiting = rewardStep.run(await startWalk(client));
	client.close();

	await expect(waiting).rejects.toThrow(ChainUnreachableError);
});
