import type {Clock} from '../support/clock.ts';
import {createStore, type ReadableStore} from '../support/store.ts';
import {describeTrouble} from './errors.ts';
import type {LedgerLoss} from './find-loss.ts';
import type {Ledger} from './open-ledger.ts';

/** Read the latest loss of a ledger; `undefined` if there was none. */
export function readLoss(ledger: Ledger): LedgerLoss | undefined {
	const row = ledger.use(database =>
		database.prepare('SELECT time, how FROM losses ORDER BY time DESC LIMIT 1').get(),
	);
	return row && {time: Number(row.time), how: String(row.how)};
}

/** Describe the loss of a ledger, and what to do. */
export function describeLoss({path}: Ledger, {time, how}: LedgerLoss): string {
	const day = new Date(time).toISOString().slice(0, 10);
	return `The ledger \`${path}\` was lost (${how}); a new one began on ${day}, without earlier earnings and payments. If you have a copy, stop the miners and put it back; otherwise \`btop register\` recovers the cost of the registration`;
}

/** Milliseconds between looks at the ledger's file. Each write looks, too. */
const interval = 1000;

export type LossWatch = {
	/** The loss of the ledger, as a sentence, if it was recent. */
	readonly loss: ReadableStore<string | undefined>;
	/** Why the ledger cannot be looked at, if so. */
	readonly problem: ReadableStore<string | undefined>;
	readonly close: () => void;
};

/**
Watch whether a ledger is lost or was recently, even if nothing is written to it.
*/
export function watchLoss(ledger: Ledger, clock: Clock): LossWatch {
	const describe = () => {
		const loss = readLoss(ledger);
		if (loss && isRecent(loss, clock.now())) {
			return describeLoss(ledger, loss);
		}

		return ledger.reopenings.getSnapshot() === 0
			? undefined
			: `Another file took the place of the ledger \`${ledger.path}\` while mining; records are added to that one now`;
	};

	const recent = createStore(describe());
	const problem = createStore<string | undefined>(undefined);
	let cancel: () => void;
	const look = () => {
		try {
			recent.set(describe());
			problem.set(undefined);
		} catch (error) {
			problem.set(describeTrouble(error as Error));
		}

		cancel = clock.after(interval, look);
	};

	cancel = clock.after(interval, look);
	return {
		loss: recent,
		problem,
		close() {
			cancel();
		},
	};
}

const week = 7 * 24 * 60 * 60_000;

/** Check whether a loss is still a problem, rather than history. */
const isRecent = ({time}: LedgerLoss, now: number): boolean => now - time < week;
