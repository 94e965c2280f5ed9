import {type Value, address, field, flag, integer, list, number} from '../value.ts';
import {readAxon} from './axon.ts';
import type {Neuron} from './neurons.ts';

/**
Read the neurons out of a metagraph, which holds a vector for each of their figures.

@returns `undefined` if there is no metagraph, or it lacks a figure or a neuron's part of one.
*/
export function readMetagraph(metagraph: Value): readonly Neuron[] | undefined {
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
