import {statSync} from 'node:fs';
import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {recordEarning} from '../../src/ledger/earnings.ts';
import {readEvents, recordEvent} from '../../src/ledger/events.ts';
import {toBucket} from '../../src/ledger/queries/latency-buckets.ts';
import {claimMiner} from '../../src/ledger/miners.ts';
import {createMinuteWriter, emptyMinute} from '../../src/ledger/queries/minutes.ts';
import {openLedger} from '../../src/ledger/open-ledger.ts';
import {createQueryRecorder} from '../../src/ledger/queries/query-recorder.ts';
import {readQueriesSummary} from '../../src/ledger/queries/query-summary.ts';
import {tidyLedger} from '../../src/ledger/tidy-ledger.ts';
import {makeTemporaryFolder} from '../helpers/temporary-folder.ts';

const miner = {network: 'finney', netuid: 3, hotkey: '5F'};
const day = 24 * 60 * 60_000;

async function createLedger() {
	const ledger = openLedger({file: path.join(await makeTemporaryFolder('ledger'), 'l.sqlite')});
	onTestFinished(ledger.close);
	return {
		ledger,
		/** Bytes of the file and of its log, once the log is in the file. */
		size() {
			ledger.use(database => database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get());
			return statSync(ledger.path).size + statSync(`${ledger.path}-wal`).size;
		},
		count(table: string) {
			const row = ledger.use(database =>
				database.prepare(`SELECT count(*) AS count FROM ${table}`).get()!,
			);
			return Number(row.count);
		},
	};
}

test('the file stops growing after a year, whatever comes', async () => {
	const {ledger, size, count} = await createLedger();
	const recorder = createQueryRecorder(ledger, {miner, keep: 1000});
	onTestFinished(recorder.close);
	const sizes = new Map<number, number>();
	for (let today = 0; today < 800; today++) {
		const now = today * day;
		const queries = Array.from({length: 100}, async (_, index) =>
			recorder.record({
				time: now + index,
				validator: `validator ${index}`,
				outcome: index % 3 === 0 ? 'deadline' : 'answered',
				milliseconds: 1 + index * 7,
			}),
		);
		recorder.countRefusal('bad-signature', now);
		await Promise.all(queries);
		ledger.transactQuickly(() => {
			for (let event = 0; event < 20; event++) {
				recordEvent(ledger, {...miner, time: now, kind: 'engine-died', detail: 'SIGSEGV'});
				const block = today * 20 + event;
				recordEarning(ledger, {...miner, block, time: now, alpha: 1n, price: 1n});
			}
		});
		if (today % 5 === 4) {
			tidyLedger(ledger, {now});
		}

		if ([540, 799].includes(today)) {
			sizes.set(today, size());
		}
	}

	expect(count('queries')).toBe(1000);
	expect(count('minutes')).toBe(366);
	expect(count('events')).toBe(10_000);
	// Of each day one sample, and all of the last month.
	expect(count('earnings')).toBe(800 - 31 + 31 * 20);
	expect(readEvents(ledger, {limit: 1})[0]!.time).toBe(799 * day);
	// Only the samples of earnings, which are kept for good, may still need a page.
	expect(sizes.get(799)! - sizes.get(540)!).toBeLessThan(259 * 60);
});

test('the busiest minute takes so little that a year of them is what README says', async () => {
	const {ledger, size, count} = await createLedger();
	const many = (length: number, first: number, step: number, hits: number) =>
		new Map(Array.from({length}, (_, index): [number, number] => [first + index * step, hits]));
	const minute = {
		...emptyMinute(),
		answered: 64 * 600,
		answeredBy: many(65, 0, 40, 600),
		refusedBy: many(65, 0, 40, 600),
		reasons: many(20, 3, 40, 100_000),
		latency: many(60, toBucket(1), 1, 600),
	};
	const before = size();
	ledger.transactQuickly(database => {
		const writer = createMinuteWriter(database, claimMiner(database, miner));
		for (let number = 29_000_000; number < 29_005_000; number++) {
			writer.add(number, minute);
		}
	});
	const bytes = (size() - before) / count('minutes');
	const recorder = createQueryRecorder(ledger, {miner});
	const start = size();
	await Promise.all(
		Array.from({length: 60_000}, async (_, index) =>
			recorder.record({
				time: 1_790_000_000_000 + index,
				validator: `validator ${index % 64}`,
				outcome: 'answered',
				milliseconds: 65_000,
				batch: 64,
			}),
		),
	);
	recorder.close();
	expect(count('queries')).toBe(50_000);
	const ring = size() - start;
	expect(readQueriesSummary(ledger, {...miner, since: 1_790_000_000_000}).answered).toBe(60_000);

	const megabytes = (bytes * 365 * 24 * 60 + ring) / 1e6;
	const readme = await readFile('README.md', 'utf8');
	const bound = Number(/at most (?<bound>\d+) MB a miner/v.exec(readme)?.groups?.bound);
	expect(megabytes).toBeLessThan(bound);
	expect(megabytes).toBeGreaterThan(bound / 2);
});
