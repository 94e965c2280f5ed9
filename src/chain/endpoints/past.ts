import type {Head} from '../head.ts';

/** A block by which endpoints are compared. */
export type Anchor = {readonly number: number; readonly hash: string};

/** What was seen of a chain: the hashes of its recent blocks. */
export type Past = {
	/**
	Add a head.

	@returns `contradicts` if a block that was deep in the chain has another hash now.
	*/
	readonly add: (head: Pick<Head, 'number' | 'hash' | 'parentHash'>) => 'fits' | 'contradicts';
	/** Get the number of the highest block seen. */
	readonly top: () => number;
	/** Get the newest block so deep in the chain that every endpoint has to have it; `undefined` if none is known. */
	readonly anchor: () => Anchor | undefined;
	/** Forget everything, because the chain was replaced. */
	readonly forget: () => void;
};

/** Blocks below the highest one that no longer change. The main chain finalizes within three or four. */
const deep = 10;
/** Blocks below the highest one that are remembered. */
const kept = 100;

/** Create an empty memory of a chain's blocks. */
export function createPast(): Past {
	let hashes = new Map<number, string>();
	let top = 0;

	const note = (number: number, hash: string) => {
		const known = hashes.get(number);
		if (known !== undefined && known !== hash && number <= top - deep) {
			return false;
		}

		hashes.set(number, hash);
		return true;
	};

	return {
		add({number, hash, parentHash}) {
			// All are noted, whatever the first says.
			const fits = [note(number, hash), note(number - 1, parentHash)].every(Boolean);
			if (number > top) {
				top = number;
				hashes = new Map([...hashes].filter(([one]) => one > top - kept));
			}

			return fits ? 'fits' : 'contradicts';
		},
		top: () => top,
		anchor() {
			const [newest] = Array.from(hashes, ([number, hash]) => ({number, hash}))
				.filter(({number}) => number <= top - deep)
				.toSorted((one, other) => other.number - one.number);
			return newest;
		},
		forget() {
			hashes = new Map();
			top = 0;
		},
	};
}
