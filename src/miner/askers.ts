import type {Clock} from '../support/clock.ts';
import type {Known} from './known.ts';
import type {ProvenQuery} from './query-handler.ts';

/** What one who asked got. */
export type AskerCounts = {
	/** SS58. */
	readonly hotkey: string;
	readonly answered: number;
	readonly refused: number;
	/** When the latest query of his was over, in milliseconds since the Unix epoch. */
	readonly lastAt: number;
	/** How long his latest answer took, in milliseconds. */
	readonly lastMs: Known<number>;
};

/** The latest query, whoever of them sent it. */
export type LastQuery = {
	readonly at: number;
	/** SS58. */
	readonly hotkey: string;
	readonly milliseconds: number;
	readonly outcome: string;
};

export type Askers = {
	readonly count: (query: ProvenQuery) => void;
	/** Those who asked last come first. */
	readonly read: () => readonly AskerCounts[];
	readonly last: () => LastQuery | undefined;
};

/**
Create the list of those who asked. Strangers to the subnet are left out: a key costs them nothing, and they could crowd out the others.

@param capacity - How many are remembered. @default 64
*/
export function createAskers({
	capacity = 64,
	clock,
}: {
	readonly capacity?: number;
	readonly clock: Pick<Clock, 'now'>;
}): Askers {
	// In the order in which they last asked: the first is the one to forget.
	const askers = new Map<string, AskerCounts>();
	let last: LastQuery | undefined;
	return {
		count({hotkey, outcome, milliseconds}) {
			if (outcome === 'not-registered') {
				return;
			}

			const at = clock.now();
			const took = Math.round(milliseconds * 1000) / 1000;
			const {answered = 0, refused = 0, lastMs = null} = askers.get(hotkey) ?? {};
			const isAnswered = outcome === 'answered';
			askers.delete(hotkey);
			askers.set(hotkey, {
				hotkey,
				answered: answered + Number(isAnswered),
				refused: refused + Number(!isAnswered),
				lastAt: at,
				lastMs: isAnswered ? took : lastMs,
			});
			if (askers.size > capacity) {
				const [oldest] = askers.keys();
				askers.delete(oldest!);
			}

			last = {at, hotkey, milliseconds: took, outcome};
		},
		read: () => Array.from(askers, ([, asker]) => asker).toReversed(),
		last: () => last,
	};
}
