import {Buffer} from 'node:buffer';
import type {Hex} from '../scale/type.ts';
import type {Cell, Cells} from './cells.ts';
import {createKeyIndex} from './key-index.ts';
import {
	createVersions,
	forgetBefore,
	heldSomething,
	placeOf,
	pushVersion,
	readVersion,
	type Versions,
} from './versions.ts';

/** The value a block left under a key; `undefined` if it removed it. */
export type Change = readonly [key: Hex, bytes: Uint8Array | undefined];

/**
The stored values at the newest block and at earlier ones.

Writes update the newest values at once and are recorded in a journal, so that they can be undone to any mark and a block's changes are known at its end. The cost of each step is proportional to what it touches.
*/
export type StateHistory = Cells & {
	/** A position in the journal, for `rollBack()`. */
	readonly mark: () => number;
	/** Undo all writes since the mark. */
	readonly rollBack: (mark: number) => void;
	/** Close a block: store its changes as a version, and start the next. */
	readonly commit: (block: number) => readonly Change[];
	/** The values as of a block. Writing to them throws. */
	readonly at: (block: number) => Cells;
	/** Discard versions that only blocks before this one can see. */
	readonly prune: (oldest: number) => void;
};

type Entry = {cell: Cell | undefined; readonly versions: Versions};
type Undo = readonly [key: Hex, cell: Cell | undefined];

/**
Create an empty state.
*/
export function createStateHistory(): StateHistory {
	const entries = new Map<Hex, Entry>();
	const index = createKeyIndex();
	const changedIn = new Map<number, readonly Hex[]>();
	let journal: Undo[] = [];

	const read = (key: Hex) => entries.get(key)?.cell;

	const put = (key: Hex, cell: Cell | undefined) => {
		const entry = entries.get(key);
		if (entry) {
			entry.cell = cell;
			dropIfEmpty(key, entry);
		} else if (cell) {
			entries.set(key, {cell, versions: createVersions()});
			index.add(key);
		}
	};

	const dropIfEmpty = (key: Hex, {cell, versions}: Entry) => {
		const isGone = cell === undefined && !heldSomething(versions);
		if (!isGone) {
			return;
		}

		entries.delete(key);
		index.remove(key);
	};

	const forget = (key: Hex, block: number) => {
		const entry = entries.get(key);
		if (!entry) {
			return;
		}

		forgetBefore(entry.versions, block);
		dropIfEmpty(key, entry);
	};

	const readAt = (key: Hex, block: number): Cell | undefined => {
		const entry = entries.get(key);
		if (!entry) {
			return undefined;
		}

		const place = placeOf(entry.versions, block);
		const isNewest = place === entry.versions.blocks.length - 1 && journal.length === 0;
		if (isNewest) {
			return entry.cell;
		}

		const bytes = readVersion(entry.versions, place);
		return bytes && {bytes, decoded: undefined};
	};

	return {
		read,
		write(key, bytes) {
			journal.push([key, read(key)]);
			put(key, bytes && {bytes, decoded: undefined});
		},
		keysUnder: prefix => index.under(prefix).filter(key => read(key)),
		mark: () => journal.length,
		rollBack(mark) {
			for (const [key, cell] of journal.splice(mark).toReversed()) {
				put(key, cell);
			}
		},
		commit(block) {
			const before = new Map(journal.toReversed());
			const changed = [...before].filter(([key, cell]) => !isSame(cell, read(key)));
			const keys = changed.map(([key]) => key);
			for (const key of keys) {
				const entry = entries.get(key);
				if (entry) {
					pushVersion(entry.versions, block, entry.cell?.bytes);
				}
			}

			journal = [];
			changedIn.set(block, keys);
			return keys.map(key => [key, read(key)?.bytes]);
		},
		at: block => ({
			read: key => readAt(key, block),
			write() {
				throw new TypeError('The past cannot be written');
			},
			keysUnder: prefix => index.under(prefix).filter(key => readAt(key, block)),
		}),
		prune(oldest) {
			const past = [...changedIn].filter(([block]) => block <= oldest);
			for (const key of new Set(past.flatMap(([, keys]) => keys))) {
				forget(key, oldest);
			}

			for (const [block] of past) {
				changedIn.delete(block);
			}
		},
	};
}

function isSame(a: Cell | undefined, b: Cell | undefined): boolean {
	return a === b || (a !== undefined && b !== undefined && Buffer.compare(a.bytes, b.bytes) === 0);
}
