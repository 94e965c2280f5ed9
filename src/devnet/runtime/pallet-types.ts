import type {Pallet} from '../pallet/pallet.ts';
import {describeVariants, variantCodec, type VariantEntry} from '../scale/variants.ts';
import {defineType, type Type} from '../scale/type.ts';

/** Get a pallet's calls as one type, or `undefined` if it has none. */
export function callsOf({path, calls}: Pallet): Type | undefined {
	const entries = Object.entries(calls);
	return palletType(
		[path, 'pallet', 'Call'],
		entries.map(([name, {args, index}]) => [name, args, index]),
	);
}

/** Get a pallet's events as one type, or `undefined` if it has none. */
export function eventsOf({path, events}: Pallet): Type | undefined {
	const entries = Object.entries(events);
	return palletType(
		[path, 'pallet', 'Event'],
		entries.map(([name, {shape, index}]) => [name, shape, index]),
	);
}

/** Get a pallet's errors as one type, or `undefined` if it has none. */
export function errorsOf({path, errors}: Pallet): Type | undefined {
	const entries = Object.entries(errors);
	return palletType(
		[path, 'pallet', 'Error'],
		entries.map(([name, {index}]) => [name, undefined, index]),
	);
}

function palletType(path: readonly string[], entries: readonly VariantEntry[]): Type | undefined {
	if (entries.length === 0) {
		return undefined;
	}

	return defineType({
		codec: variantCodec(entries),
		path,
		parameters: [{name: 'T', type: undefined}],
		describe: numberOf => describeVariants(entries, numberOf),
	});
}
