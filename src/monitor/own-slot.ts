import type {SubnetView} from '../miner/subnet-view.ts';
import {getSlot, type Slot} from './slot.ts';

/** How safe a UID is, with times. */
export type TimedSlot = Slot & {
	/** Milliseconds for which it is immune, and until it is lost, if it is to be. */
	readonly immuneMs: number;
	readonly msLeft: number | undefined;
};

/**
Get how safe the UID of a hotkey is.

@returns `undefined` if it has none.
*/
export function getOwnSlot(subnet: SubnetView, hotkey: string): TimedSlot | undefined {
	const own = subnet.neurons.find(neuron => neuron.hotkey === hotkey);
	const slot = own && getSlot(subnet.neurons, own.uid, subnet);
	return (
		slot && {
			...slot,
			immuneMs: slot.immuneBlocks * subnet.blockTimeMs,
			msLeft: slot.blocksLeft === undefined ? undefined : slot.blocksLeft * subnet.blockTimeMs,
		}
	);
}
