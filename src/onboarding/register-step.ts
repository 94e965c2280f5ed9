import {formatTao} from '../chain/amount.ts';
import {getUid} from '../chain/subtensor/uid.ts';
import type {MinerKey} from '../ledger/miners.ts';
import {openColdkey} from '../wallet/open.ts';
import {describeKnown, enterSubnet, findEntered} from '../payments/enter-subnet.ts';
import {withJournal} from '../payments/journal.ts';
import {tryToRecover} from '../payments/recover-registration.ts';
import {NothingToMineError} from '../payments/registration-errors.ts';
import {previewRegistration} from '../payments/registration.ts';
import {readShieldWish} from '../payments/sending.ts';
import {readProspect} from './read-prospect.ts';
import {need, type Walk, type WalkStep} from './walk.ts';

/** A UID on the subnet, paid for once and for no more than the cap. */
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
		const recovery = await tryToRecover(client, walk.world, miner, {uid, coldkey});
		return {said: `UID ${uid}, ${describeKnown({paid: undefined, recovery})}`};
	},
	async run(walk) {
		const {world, choices, found} = walk;
		const client = need(walk, 'client');
		const {netuid} = need(walk, 'subnet');
		const coldkey = need(walk, 'coldkey');
		const hotkey = need(walk, 'hotkey');
		const entered = await withJournal(world, async journal => {
			const miner = minerOf(walk);
			const known = await findEntered(client, world, miner, {coldkey, journal});
			if (known) {
				return known;
			}

			const prospect = await readProspect(world, need(walk, 'subnet'), choices);
			if (prospect.can === 'watch') {
				const {reason, fix} = prospect;
				throw new NothingToMineError(netuid, reason, {fix: fix ?? 'Choose another subnet.'});
			}

			const wish = readShieldWish(client, {home: world.home, signer: coldkey});
			const request = {netuid, coldkey, hotkey, cap: choices.maxPrice, wish};
			const {cap, sending} = await previewRegistration(client, request);
			found.signer ??= await openColdkey(
				{directory: world.walletsDirectory, name: choices.wallet},
				{password: choices.password, signal: world.signal, address: coldkey},
			);
			const {signer} = found;
			const isShielded = sending.kind === 'shielded';
			const payment = {coldkey, cap, isShielded, signer, journal};
			return {...(await enterSubnet(client, world, miner, payment)), cap};
		});
		found.uid = entered.uid;
		if (entered.kind === 'known') {
			return {said: `UID ${entered.uid}, ${describeKnown(entered)}`};
		}

		const {paid, receipt, cap} = entered;
		found.burn = paid;
		const cost = paid === undefined ? 'an amount that cannot be read' : `${formatTao(paid)} TAO`;
		return {
			said: `UID ${found.uid ?? 'not known yet'} for ${cost} (cap ${formatTao(cap)}) and a fee of ${formatTao(receipt.fee)}, in block ${receipt.block.number}`,
		};
	},
};

const minerOf = (walk: Walk): MinerKey => ({
	network: walk.world.network.name,
	netuid: need(walk, 'subnet').netuid,
	hotkey: need(walk, 'hotkey'),
});
