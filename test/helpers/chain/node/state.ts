import type {World} from './world.ts';

/** The state of a chain at every block: what it began with, and what was written since. */
export type State = {
	/** Read what is stored at a block; `undefined` if nothing is. */
	readonly read: (item: string, keys: readonly unknown[], height: number) => unknown;
	/** Keys of a map for which something is stored at a block. */
	readonly list: (item: string, height: number) => ReadonlyArray<readonly unknown[]>;
	/** Write from a block on; `undefined` removes. Heights never fall. */
	readonly write: (item: string, keys: readonly unknown[], height: number, value: unknown) => void;
};

type Written = {
	readonly keys: readonly unknown[];
	readonly values: Array<{readonly height: number; readonly value: unknown}>;
};

export function createState(world: World): State {
	const written = new Map<string, Map<string, Written>>();
	const state: State = {
		read(item, keys, height) {
			const values = written.get(item)?.get(keys.join(' '))?.values ?? [];
			const last = values.findLast(value => value.height <= height);
			return last === undefined ? world.read(item, keys) : last.value;
		},
		list(item, height) {
			const entries = written.get(item) ?? new Map<string, Written>();
			return [
				...world.list(item).filter(keys => !entries.has(keys.join(' '))),
				...Array.from(entries.values(), ({keys}) => keys),
			].filter(keys => state.read(item, keys, height) !== undefined);
		},
		write(item, keys, height, value) {
			const entries = written.get(item) ?? new Map<string, Written>();
			written.set(item, entries);
			const entry = entries.get(keys.join(' ')) ?? {keys, values: []};
			entries.set(keys.join(' '), entry);
			entry.values.push({height, value});
		},
	};
	return state;
}
