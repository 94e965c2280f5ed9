import type {Hex} from '../scale/type.ts';

/** One stored value. It is immutable; its decoded form is cached at the first read. */
export type Cell = {readonly bytes: Uint8Array; decoded: unknown};

/** Stored values by key, with all keys in order: the base of typed reads and writes. */
export type Cells = {
	readonly read: (key: Hex) => Cell | undefined;
	/** Set the bytes of a key, or remove it with `undefined`. */
	readonly write: (key: Hex, bytes: Uint8Array | undefined) => void;
	/** The existing keys with this prefix, in order. */
	readonly keysUnder: (prefix: Hex) => readonly Hex[];
};

/**
Create an overlay over stored values: later reads see its writes, which never reach the underlying values.
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
