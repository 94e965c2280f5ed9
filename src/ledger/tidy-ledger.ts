import type {Clock} from '../support/clock.ts';
import type {Ledger} from './open-ledger.ts';
import type {LedgerWrites} from './write-queue.ts';

export type TidyOptions = {
	/** Milliseconds since the Unix epoch. */
	readonly now: number;
};

/** Minutes and measurements of models are kept for a year … */
const minutesOfYear = 365 * 24 * 60;
/** … the latest events of each miner … */
const keptEvents = 10_000;
/** … and all earnings samples for a month, in milliseconds; after that, the last of each hour, and both sides of each decrease, without which it could not be told from less earned. */
const month = 30 * 24 * 60 * 60_000;
const hour = 60 * 60_000;

/**
Delete expired entries from the ledger, so that its disk usage is bounded. Payments and signed calls are kept for good.
*/
export function tidyLedger(ledger: Ledger, {now}: TidyOptions): void {
	ledger.transactQuickly(database => {
		database
			.prepare('DELETE FROM minutes WHERE minute < ?')
			.run(Math.floor(now / 60_000) - minutesOfYear);
		database.prepare('DELETE FROM evaluations WHERE time < ?').run(now - minutesOfYear * 60_000);
		database
			.prepare(
				`DELETE FROM events WHERE id IN (
					SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY miner ORDER BY id DESC) AS place FROM events)
					WHERE place > ?
				)`,
			)
			.run(keptEvents);
		database
			.prepare(
				`DELETE FROM earnings WHERE is_start = 0 AND time < ?
				AND (miner, block) NOT IN (SELECT miner, max(block) FROM earnings GROUP BY miner, time / ?)
				AND (miner, block) NOT IN (
					SELECT miner, block FROM (
						SELECT miner, block, alpha, lag(alpha) OVER blocks AS before, lead(alpha) OVER blocks AS after
						FROM earnings WINDOW blocks AS (PARTITION BY miner ORDER BY block)
					)
					WHERE alpha < before OR after < alpha
				)`,
			)
			// As a bigint, since a number would divide to a fraction, and no two samples would share an hour.
			.run(now - month, BigInt(hour));
	});
}

/**
Tidy the ledger now and once a day.

@returns A function that stops it.
*/
export function keepLedgerTidy(
	ledger: Ledger,
	{writes, clock}: {readonly writes: LedgerWrites; readonly clock: Clock},
): () => void {
	let cancel: () => void;
	const tidy = () => {
		void writes.add(() => {
			tidyLedger(ledger, {now: clock.now()});
		});
		cancel = clock.after(24 * hour, tidy);
	};

	tidy();
	return () => {
		cancel();
	};
}
