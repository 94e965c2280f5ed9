import type {Pallet} from '../pallet/pallet.ts';
import type {StorageItem} from '../pallet/storage.ts';
import {callsOf, errorsOf, eventsOf} from '../runtime/pallet-types.ts';
import {toHex} from '../scale/bytes.ts';
import {tuple} from '../scale/composites.ts';
import type {Numbering, Type} from '../scale/type.ts';

/**
Describe a pallet, in the shape common to metadata 14 and 15.
*/
export function describePallet(pallet: Pallet, numberOf: Numbering) {
	const maybe = (type: Type | undefined) => type && numberOf(type);
	const items = Object.values(pallet.storage);
	return {
		name: pallet.name,
		storage:
			items.length === 0
				? undefined
				: {prefix: pallet.name, items: items.map(item => describeItem(item, numberOf))},
		calls: maybe(callsOf(pallet)),
		events: maybe(eventsOf(pallet)),
		constants: Object.entries(pallet.constants).map(([name, {type, value}]) => ({
			name,
			type: numberOf(type),
			value: toHex(type.encode(value)),
			docs: [],
		})),
		errors: maybe(errorsOf(pallet)),
		index: pallet.index,
		docs: [],
	};
}

function describeItem(item: StorageItem, numberOf: Numbering) {
	return {
		name: item.name,
		modifier: item.isOptional ? 0 : 1,
		type: describeKind(item, numberOf),
		fallback: item.isOptional ? '0x00' : toHex(item.type.encode(item.fallback)),
		docs: [],
	};
}

function describeKind({parts, type}: StorageItem, numberOf: Numbering) {
	const [first] = parts;
	if (!first) {
		return {tag: 'plain', value: numberOf(type)};
	}

	return {
		tag: 'map',
		value: {
			hashers: parts.map(({hasher}) => ({tag: hasher, value: undefined})),
			key: numberOf(parts.length === 1 ? first.type : tuple(...parts.map(part => part.type))),
			value: numberOf(type),
		},
	};
}
