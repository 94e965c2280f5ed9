import type {State} from '../pallet/context.ts';
import type {StorageItem} from '../pallet/storage.ts';
import type {Cell, Cells} from './cells.ts';
import {readStorageKey, storageKey} from './storage-key.ts';

/**
Read and write stored values through the items that pallets define.

Lists and objects are returned frozen, since all readers share a value.

@param number - The block being built or read.
*/
export function createState(cells: Cells, number: number): State {
	const read = (item: StorageItem, cell: Cell | undefined) => {
		if (!cell) {
			return item.fallback;
		}

		cell.decoded ??= freeze(item.type.decode(cell.bytes));
		return cell.decoded;
	};

	const under = (item: StorageItem, leading: readonly unknown[]) =>
		cells.keysUnder(storageKey(item, leading));

	const state: UntypedState = {
		number,
		get: (item, ...keys) => read(item, cells.read(storageKey(item, keys))),
		has: (item, ...keys) => cells.read(storageKey(item, keys)) !== undefined,
		set(item, ...keysAndValue) {
			const key = storageKey(item, keysAndValue.slice(0, -1));
			cells.write(key, item.type.encode(keysAndValue.at(-1)));
		},
		remove(item, ...keys) {
			const key = storageKey(item, keys);
			if (cells.read(key)) {
				cells.write(key, undefined);
			}
		},
		removeAll(item, ...leading) {
			for (const key of under(item, leading)) {
				cells.write(key, undefined);
			}
		},
		entries: (item, ...leading) =>
			under(item, leading).map(key => [readStorageKey(item, key), read(item, cells.read(key))]),
		keys: (item, ...leading) => under(item, leading).map(key => readStorageKey(item, key)),
	};

	// The types of keys and values come from the item; the compiler cannot follow them through the bytes.
	return state as State;
}

type Reach<Result> = (item: StorageItem, ...keys: readonly unknown[]) => Result;

type UntypedState = {
	readonly number: number;
	readonly get: Reach<unknown>;
	readonly has: Reach<boolean>;
	readonly set: Reach<void>;
	readonly remove: Reach<void>;
	readonly removeAll: Reach<void>;
	readonly entries: Reach<ReadonlyArray<readonly [readonly unknown[], unknown]>>;
	readonly keys: Reach<ReadonlyArray<readonly unknown[]>>;
};

function freeze(value: unknown): unknown {
	// A typed array cannot be frozen.
	return typeof value === 'object' && !ArrayBuffer.isView(value) ? Object.freeze(value) : value;
}
