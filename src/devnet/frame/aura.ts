import {constant, definePallet, type Pallet} from '../pallet/pallet.ts';
import {u64} from '../scale/numbers.ts';

/**
Define the pallet from which clients read the block time. No authors compete here, so it has nothing else.

@param slotDuration - In milliseconds.
*/
export function createAura(slotDuration: number): Pallet {
	return definePallet({
		name: 'Aura',
		index: 3,
		path: 'pallet_aura',
		constants: {SlotDuration: constant(u64, BigInt(slotDuration))},
	});
}
