import {defineCall} from '../pallet/calls.ts';
import {ensure} from '../pallet/errors.ts';
import {ensureNone} from '../pallet/origin.ts';
import {constant, definePallet, type InherentContext} from '../pallet/pallet.ts';
import {defineStorage, value} from '../pallet/storage.ts';
import {compact, u64} from '../scale/numbers.ts';

/** The minimum time between a block and its parent, in milliseconds. */
const minimumPeriod = 1n;

const timestampItems = defineStorage('Timestamp', {
	/** When the block was produced, in milliseconds since the Unix epoch. */
	Now: value(u64, 0n),
});

export const {Now} = timestampItems;

const set = defineCall({
	index: 0,
	args: {now: compact(u64)},
	class: 'Mandatory',
	run(context, {now}) {
		ensureNone(context);
		ensure(now >= context.get(Now) + minimumPeriod, {type: 'Other'});
		context.set(Now, now);
	},
});

/** The pallet that keeps the time: the block's author sets it first in every block. */
export const timestamp = definePallet({
	name: 'Timestamp',
	index: 2,
	path: 'pallet_timestamp',
	storage: timestampItems,
	calls: {set},
	constants: {MinimumPeriod: constant(u64, minimumPeriod)},
	inherents(context: InherentContext) {
		const earliest = context.get(Now) + minimumPeriod;
		const now = BigInt(Math.floor(context.now));
		return [{type: 'Timestamp', value: {type: 'set', value: {now: largest(now, earliest)}}}];
	},
});

function largest(a: bigint, b: bigint): bigint {
	return a < b ? b : a;
}
