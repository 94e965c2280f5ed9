import type {ChainClient, Query} from '../client.ts';
import {address, flag, integer, list, number} from '../value.ts';
import {readAxon} from './axon.ts';
import type {Neuron} from './neuron.ts';

type Place = {readonly netuid: number; readonly at: string};

/** Read neurons from storage, for chains without a usable metagraph. It takes three requests. */
export async function readNeuronStorage(
	client: ChainClient,
	{netuid, at}: Place,
): Promise<readonly Neuron[]> {
	const item = (name: string): Query => ['SubtensorModule', name, netuid];
	const [count, ...columns] = await client.query(at, [
		item('SubnetworkN'),
		item('Incentive'),
		item('Dividends'),
		item('Emission'),
		item('ValidatorPermit'),
		item('Active'),
		item('LastUpdate'),
	]);
	const [incentive, dividends, emission, validatorPermit, active, lastUpdate] = columns.map(
		column => list(column),
	);
	const uids = Array.from({length: number(count) ?? 0}, (_, uid) => uid);
	return Promise.all(
		uids.map(async uid => ({
			uid,
			...(await readOwn(client, uid, {netuid, at})),
			incentive: number(incentive?.[uid]) ?? 0,
			dividends: number(dividends?.[uid]) ?? 0,
			emission: integer(emission?.[uid]) ?? 0n,
			validatorPermit: flag(validatorPermit?.[uid]) ?? false,
			active: flag(active?.[uid]) ?? false,
			lastUpdate: number(lastUpdate?.[uid]) ?? 0,
		})),
	);
}

/** Read what is stored by UID or hotkey. Reads of all neurons share requests. */
async function readOwn(client: ChainClient, uid: number, {netuid, at}: Place) {
	const [key, registeredAt] = await client.query(at, [
		['SubtensorModule', 'Keys', netuid, uid],
		['SubtensorModule', 'BlockAtRegistration', netuid, uid],
	]);
	const hotkey = address(key) ?? '';
	const [owner, axon, alpha, root, taoWeight] = await client.query(at, [
		['SubtensorModule', 'Owner', hotkey],
		['SubtensorModule', 'Axons', netuid, hotkey],
		['SubtensorModule', 'TotalHotkeyAlpha', hotkey, netuid],
		['SubtensorModule', 'TotalHotkeyAlpha', hotkey, 0],
		['SubtensorModule', 'TaoWeight'],
	]);
	return {
		hotkey,
		coldkey: address(owner) ?? '',
		stake: (integer(alpha) ?? 0n) + weigh(integer(root) ?? 0n, integer(taoWeight) ?? 0n),
		registeredAt: number(registeredAt) ?? 0,
		axon: readAxon(axon),
	};
}

const largestWeight = 0xff_ff_ff_ff_ff_ff_ff_ffn;
/** The chain's fixed-point one, with 32 fractional bits. */
const one = 0x1_00_00_00_00n;

/** Scale root stake by `TaoWeight`, a fraction of the largest u64. Stake delegated from parent to child keys is ignored. */
function weigh(stake: bigint, taoWeight: bigint): bigint {
	const fraction = (taoWeight * one) / largestWeight;
	return (stake * fraction) / one;
}
