import type {At, ChainClient} from '../client.ts';
import {type Value, address, field, flag, integer, list, number} from '../value.ts';
import {readAxon} from './axon.ts';
import type {Neuron} from './neuron.ts';
import {readNeuronStorage} from './neuron-storage.ts';

export type NeuronsOptions = At & {readonly netuid: number};

/**
Get all neurons of a subnet at one block, ordered by UID.

One call of the metagraph API returns them all. If it is missing or has an unknown shape, they are read from storage.
*/
export async function getNeurons(
	client: ChainClient,
	{netuid, at}: NeuronsOptions,
): Promise<readonly Neuron[]> {
	const block = await client.pin(at);
	const metagraph = await client.call(block, 'SubnetInfoRuntimeApi', 'get_metagraph', [netuid]);
	return readMetagraph(metagraph) ?? readNeuronStorage(client, {netuid, at: block});
}

/** Read the neurons of a metagraph, which holds a vector for each of their fields; `undefined` if there is none, or a field is missing or too short. */
function readMetagraph(metagraph: Value): readonly Neuron[] | undefined {
	if (metagraph === undefined) {
		return undefined;
	}

	const column = (name: string) => list(field(metagraph, name));
	const columns = {
		coldkey: column('coldkeys'),
		stake: column('totalStake'),
		incentive: column('incentives'),
		dividends: column('dividends'),
		emission: column('emission'),
		validatorPermit: column('validatorPermit'),
		active: column('active'),
		lastUpdate: column('lastUpdate'),
		registeredAt: column('blockAtRegistration'),
		axon: column('axons'),
	};
	const hotkeys = column('hotkeys');
	return Object.values(columns).every(({length}) => length === hotkeys.length)
		? hotkeys.map((hotkey, uid) => ({
				uid,
				hotkey: address(hotkey) ?? '',
				coldkey: address(columns.coldkey[uid]) ?? '',
				stake: integer(columns.stake[uid]) ?? 0n,
				incentive: number(columns.incentive[uid]) ?? 0,
				dividends: number(columns.dividends[uid]) ?? 0,
				emission: integer(columns.emission[uid]) ?? 0n,
				validatorPermit: flag(columns.validatorPermit[uid]) ?? false,
				active: flag(columns.active[uid]) ?? false,
				lastUpdate: number(columns.lastUpdate[uid]) ?? 0,
				registeredAt: number(columns.registeredAt[uid]) ?? 0,
				axon: readAxon(columns.axon[uid]),
			}))
		: undefined;
}
