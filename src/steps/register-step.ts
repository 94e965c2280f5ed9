import {formatTao} from '../chain/amount.ts';
import {getUid} from '../chain/subtensor/uid.ts';
import type {MinerKey} from '../ledger/miners.ts';
import {openColdkey} from '../wallet/open.ts';
import {recordRegistration} from './record-registration.ts';
import {describeRecovery, recoverRegistration} from './recover-registration.ts';
import {previewRegistration, register} from './registration.ts';
import {need, type Walk, type WalkStep} from './walk.ts';

/** A UID on the subnet, paid for once and at most the cap. */
export const registerStep: WalkStep = {
	id: 'register',
	title: 'register',
	async isMet(walk) {
		const client = need(walk, 'client');
		const miner = minerOf(walk);
		const uid = await getUid(client, miner);
		walk.found.uid = uid;
		if (uid === undefined) {
			return undefined;
		}

		const coldkey = need(walk, 'coldkey');
		const recovery = await recoverRegistration(client, walk.world, miner, {uid, coldkey});
		const what = recovery ? describeRecovery(recovery) : 'nothing was paid';
		return {said: `UID ${uid} already; ${what}`};
	},
	async run(walk) {
		const {world, choices, found} = walk;
		const client = need(walk, 'client');
		const {netuid} = need(walk, 'subnet');
		const coldkey = need(walk, 'coldkey');
		const hotkey = need(walk, 'hotkey');
		const {signal} = world;
		const request = {netuid, coldkey, hotkey, cap: choices.maxPrice};
		const {cap} = await previewRegistration(client, request);
		found.signer ??= await openColdkey(
			{directory: world.walletsDirectory, name: choices.wallet},
			{password: choices.password, signal},
		);
		const registered = await register(
			client,
			{netuid, hotkey, cap},
			{signer: found.signer, signal},
		);
		const {uid, paid, receipt} = registered;
		found.uid = uid;
		found.burn = paid;
		await recordRegistration(client, world, minerOf(walk), registered);
		return {
			said: `UID ${uid} for ${formatTao(paid)} TAO (cap ${formatTao(cap)}) and a fee of ${formatTao(receipt.fee)}, in block ${receipt.block.number}`,
		};
	},
};

const minerOf = (walk: Walk): MinerKey => ({
	network: walk.world.network.name,
	netuid: need(walk, 'subnet').netuid,
	hotkey: need(walk, 'hotkey'),
});
