import type {ChainClient, Query} from '../../../chain/client.ts';
import {type Axon, readAxon} from '../../../chain/subtensor/axon.ts';
import {type Value, integer, list, number} from '../../../chain/value.ts';

/** What a small read tells of a subnet's neurons. */
export type SubnetMarks = {
	/** Differs from that of the block before if an epoch has run, or if neurons have come or gone. `undefined` if the chain stores too little to tell. */
	readonly occasion: string | undefined;
	/** Changes with our hotkey's stake, or `undefined` if the chain does not store it. */
	readonly alpha: string | undefined;
	/** The address that our hotkey has announced; also `undefined` if the chain does not store it. */
	readonly axon: Axon | undefined;
	/** Registration price, in rao, which rises with each registration. */
	readonly burn: bigint;
	/** Blocks in which each neuron last set or committed weights, by UID; `undefined` if it was not read. */
	readonly lastUpdates: ReadonlyArray<number | undefined> | undefined;
};

export type SubnetMarksOptions = {
	readonly netuid: number;
	/** The miner's hotkey, SS58. */
	readonly hotkey: string;
	readonly at: string;
	/** Whether to read when weights were set, too: 8 bytes per neuron. */
	readonly withUpdates: boolean;
};

/** Items that change with each epoch. */
const epochItems = ['LastEpochBlock', 'LastMechansimStepBlock'];
/** Items that change with each registration; the price does so, too. */
const registrationItems = [
	'SubnetworkN',
	'RegistrationsThisInterval',
	'RAORecycledForRegistration',
	'NetworkRegisteredAt',
];

/** Read a subnet's marks: a few hundred bytes, where its neurons take a hundred thousand. */
export async function readSubnetMarks(
	client: ChainClient,
	{netuid, hotkey, at, withUpdates}: SubnetMarksOptions,
): Promise<SubnetMarks> {
	const item = (name: string): Query => ['SubtensorModule', name, netuid];
	const [burn, alpha, uid, axon, pending, ...rest] = await client.query(at, [
		item('Burn'),
		['SubtensorModule', 'TotalHotkeyAlpha', hotkey, netuid],
		['SubtensorModule', 'Uids', netuid, hotkey],
		['SubtensorModule', 'Axons', netuid, hotkey],
		item('PendingEpochAt'),
		...[...epochItems, ...registrationItems].map(name => item(name)),
		...(withUpdates ? [item('LastUpdate')] : []),
	]);
	const epochs = rest.slice(0, epochItems.length);
	const marks = rest.slice(0, epochItems.length + registrationItems.length);
	return {
		occasion: epochs.every(value => value === undefined)
			? undefined
			: toKey([uid, pending, ...marks]),
		alpha: alpha === undefined ? undefined : toKey(alpha),
		axon: readAxon(axon),
		burn: integer(burn) ?? 0n,
		lastUpdates: withUpdates ? list(rest.at(-1)).map(block => number(block)) : undefined,
	};
}

const toKey = (value: Value | readonly Value[]): string =>
	JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? String(part) : part));
