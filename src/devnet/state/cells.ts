import type {Hex} from '../scale/type.ts';

/** One stored value. It never changes; what its bytes decode to is remembered at the first read. */
export type Cell = {readonly bytes: Uint8Array; decoded: unknown};

/** Stored values by key, with all keys in order: what typed reads and writes stand on. */
export type Cells = {
	readonly read: (key: Hex) => Cell | undefined;
	/** Put bytes under a key, or remove it with `undefined`. */
	readonly write: (key: Hex, bytes: Uint8Array | undefined) => void;
	/** The keys that are there and start with the prefix, in order. */
	readonly keysUnder: (prefix: Hex) => readonly Hex[];
};

/**
Lay a scratch pad over stored values: writes are seen by later reads and never reach what is below.
*/
export function createScratch(below: Cells): Cells {
	const written = new Map<Hex, Cell | undefined>();
	return {
		read: key => (written.has(key) ? written.get(key) : below.read(key)),
		write(key, bytes) {
			written.set(key, bytes && {bytes, decoded: undefined});
		},
		keysUnder(prefix) {
			const keys = new Set(below.keysUnder(prefix));
			for (const [key, cell] of written) {
				if (cell && key.startsWith(prefix)) {
					keys.add(key);
				} else {
					keys.delete(key);
				}
			}

			return [...keys].toSorted();
		},
	};
}
