import {stat} from 'node:fs/promises';
import path from 'node:path';
import {getBalance} from '../../chain/balances/balance.ts';
import {followHeads} from '../../chain/follow.ts';
import type {Head} from '../../chain/head.ts';
import {getUid} from '../../chain/subtensor/uid.ts';
import {listModels} from '../../models/catalogue.ts';
import {readModels} from '../../models/read-models.ts';
import {listWallets} from '../../wallet/list.ts';
import {readEvictionOutlook} from '../eviction-outlook.ts';
import {hasFaucet} from '../../payments/faucet.ts';
import {neededFunds} from '../fund-step.ts';
import {chooseMinerAddress} from '../../rig/miner-address.ts';
import {identifyNetwork} from '../../rig/network/networks.ts';
import {readProspect} from '../read-prospect.ts';
import {previewRegistration} from '../../payments/registration.ts';
import {readShieldWish} from '../../payments/sending.ts';
import {readSubnetOutlook, readSubnetOutlooks} from '../subnet-outlook.ts';
import {need, type Walk} from '../walk.ts';
import {toProblem} from '../../rig/problem.ts';
import type {Facts, WalkthroughStep} from './state.ts';

export type Reading = {
	/** Merge facts into those already known. */
	readonly publish: (facts: Partial<Facts>) => void;
	/** Report that the step is now finished, through a deposit or another program. */
	readonly onMet: () => void;
	readonly signal: AbortSignal;
};

/** Reads what a step's screen shows, and keeps it fresh while it is shown. */
type ReadStep = (walk: Walk, reading: Reading) => Promise<void>;

export const readings: Readonly<Record<WalkthroughStep, ReadStep>> = {
	async network() {
		// Nothing to read before a network is chosen.
	},
	async wallet({world}, {publish}) {
		publish({wallets: await listWallets(world.walletsDirectory)});
	},
	async funds(walk, reading) {
		const client = need(walk, 'client');
		const coldkey = need(walk, 'coldkey');
		reading.publish({coldkey});
		await followBlocks(walk, reading, async ({hash, number}) => {
			const [balance, needed, isGiven] = await Promise.all([
				getBalance(client, {address: coldkey, at: hash}),
				neededFunds(walk),
				hasFaucet(client, walk.world.network),
			]);
			reading.publish({balance, needed, hasFaucet: isGiven, block: number});
			if (needed !== undefined && balance >= needed) {
				reading.onMet();
			}
		});
	},
	async subnet(walk, reading) {
		await followBlocks(walk, reading, async ({hash, number}) => {
			const subnets = await readSubnetOutlooks(need(walk, 'client'), {at: hash, block: number});
			reading.publish({subnets, block: number});
		});
	},
	async register(walk, reading) {
		const client = need(walk, 'client');
		const subnet = need(walk, 'subnet');
		const {netuid} = subnet;
		const coldkey = need(walk, 'coldkey');
		const hotkey = need(walk, 'hotkey');
		const {wallet, hotkeyName} = walk.choices;
		const isHere = await hasColdkey(walk);
		reading.publish({
			coldkey,
			hotkey,
			isOpen: walk.found.signer !== undefined,
			hasColdkey: isHere,
			prospect: await readProspect(walk.world, subnet, walk.choices),
			equal: {
				url: need(walk, 'url'),
				netuid,
				hotkey,
				wallet,
				hotkeyName,
				walletsDirectory: isHere ? walk.world.walletsDirectory : undefined,
			},
		});
		await followBlocks(walk, reading, async ({hash, number}) => {
			const at = {at: hash, block: number};
			const [outlook, eviction, balance] = await Promise.all([
				readSubnetOutlook(client, {netuid, ...at}),
				readEvictionOutlook(client, {subnet, ...at}),
				getBalance(client, {address: coldkey, at: hash}),
			]);
			reading.publish({subnet: outlook, eviction, balance, block: number});
			const wish = readShieldWish(client, {home: walk.world.home, signer: coldkey});
			const plan = await previewRegistration(client, {netuid, coldkey, hotkey, wish});
			reading.publish({plan, block: number});
			if ((await getUid(client, {netuid, hotkey, at: hash})) !== undefined) {
				reading.onMet();
			}
		});
	},
	async model(walk, reading) {
		await publishSubnet(walk, reading);
		const task = need(walk, 'task');
		const {catalogue, own} = await readModels(walk.world);
		reading.publish({
			models: listModels(catalogue, {task}),
			ownModels: own.filter(model => model.task === task),
		});
	},
	async mine(walk, reading) {
		const {world, choices} = walk;
		const {real} = identifyNetwork(world.network, need(walk, 'client'));
		await publishSubnet(walk, reading);
		reading.publish({
			address: chooseMinerAddress({...choices.mine, isLocal: !real}),
			uid: walk.found.uid,
		});
	},
};

async function publishSubnet(walk: Walk, {publish}: Reading) {
	const client = need(walk, 'client');
	const {netuid} = need(walk, 'subnet');
	const {hash, number} = client.head.getSnapshot();
	publish({subnet: await readSubnetOutlook(client, {netuid, at: hash, block: number})});
}

/** Check whether the coldkey itself is on this machine, not only its public half. */
async function hasColdkey({world, choices}: Walk): Promise<boolean> {
	const file = path.join(world.walletsDirectory, choices.wallet, 'coldkey');
	const stats = await stat(file).catch(() => undefined);
	return stats !== undefined;
}

/** Minimum milliseconds between polls: public nodes allow about one request per second. */
const interval = 1000;

/** Read on new blocks, at a limited rate. A failed read is shown as a problem, and the next may succeed. */
async function followBlocks(
	walk: Walk,
	{publish, signal}: Reading,
	look: (head: Head) => Promise<void>,
): Promise<void> {
	const client = need(walk, 'client');
	await followHeads(
		client,
		async head => {
			try {
				await look(head);
				publish({problem: undefined});
			} catch (error) {
				publish({problem: toProblem(error)});
			}

			await client.clock.sleep(interval, {signal}).catch(() => undefined);
		},
		{signal},
	);
}
