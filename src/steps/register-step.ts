import {formatTao} from '../chain/amount.ts';
import {getUid} from '../chain/subtensor/uid.ts';
import {openColdkey} from '../wallet/open.ts';
import {recordRegistration} from './record-registration.ts';
import {previewRegistration, register} from './registration.ts';
import {need, type WalkStep} from './walk.ts';

/** A UID on the subnet, paid for once and at most the cap. */
export const registerStep: WalkStep = {
	id: 'register',
	title: 'register',
	async isMet(walk) {
		const {netuid} = need(walk, 'subnet');
		const uid = await getUid(need(walk, 'client'), {netuid, hotkey: need(walk, 'hotkey')});
		walk.found.uid = uid;
		return uid === undefined ? undefined : {said: `UID ${uid} already; nothing was paid`};
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
		await recordRegistration(
			client,
			world,
			{network: world.network.name, netuid, hotkey},
			registered,
		);
		return {
			said: `UID ${uid} for ${formatTao(paid)} TAO (cap ${formatTao(cap)}) and a fee of ${formatTao(receipt.fee)}, in block ${receipt.block.number}`,
		};
	},
};
