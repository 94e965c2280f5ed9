import {fork} from 'node:child_process';
import {once} from 'node:events';
import {mkdtemp, rm} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {openLedger, type Ledger} from '../../../src/ledger/open-ledger.ts';
import {createQueryRecorder, type QueryRecord} from '../../../src/ledger/queries/query-recorder.ts';
import {readQueriesSummary} from '../../../src/ledger/queries/query-summary.ts';
import {createFakeClock} from '../../helpers/fake-clock.ts';

const miner = {network: 'devnet', netuid: 3, hotkey: '5F'};
let directory: string;
let ledger: Ledger;

beforeEach(async () => {
	directory = await mkdtemp(path.join(os.tmpdir(), 'btop-ledger-'));
	ledger = openLedger({file: path.join(directory, 'ledger.sqlite'), timeout: 50});
});

afterEach(async () => {
	ledger.close();
	await rm(directory, {recursive: true});
});

const answered = (time: number, milliseconds = 4): QueryRecord => ({
	time,
	validator: '5V',
	outcome: 'answered',
	milliseconds,
	batch: 2,
});

test('queries that finish together share a commit, and are there when their promise resolves', async () => {
	const recorder = createQueryRecorder(ledger, {miner});
	await Promise.all([
		recorder.record(answered(10, 2)),
		recorder.record(answered(20, 4)),
		recorder.record({time: 30, validator: '5V', outcome: 'deadline', milliseconds: 9000}),
	]);

	expect(readQueriesSummary(ledger)).toEqual({
		answered: 2,
		refused: 1,
		refusals: {deadline: 1},
		meanMilliseconds: 3,
		// The middles of their buckets.
		latency: {p50: 1.984, p95: 3.968, p99: 3.968},
		lastAnswered: 20,
	});
	recorder.close();
});

test('requests of those who may not ask are counted by minute, and committed within a second', () => {
	const clock = createFakeClock();
	const recorder = createQueryRecorder(ledger, {miner, clock});
	for (let time = 0; time < 120_000; time += 100) {
		recorder.countRefusal('bad-signature', time);
	}

	recorder.countRefusal('no-permit', 60_000);
	expect(readQueriesSummary(ledger).refused).toBe(0);
	clock.advance(1000);

	expect(readQueriesSummary(ledger).refusals).toEqual({'bad-signature': 1200, 'no-permit': 1});
	expect(readQueriesSummary(ledger, {since: 60_000}).refusals['bad-signature']).toBe(600);
	const {count} = ledger.use(database =>
		database.prepare('SELECT count(*) AS count FROM minutes').get()!,
	);
	expect(count).toBe(2n);
	recorder.close();
});

test('refusals are told the most frequent first, then by name; without answers there is no mean', async () => {
	const recorder = createQueryRecorder(ledger, {miner});
	const refused = {time: 10, validator: '5V', milliseconds: 1} as const;
	await Promise.all(
		(['too-busy', 'deadline', 'too-busy', 'cancelled'] as const).map(async outcome =>
			recorder.record({...refused, outcome}),
		),
	);

	const {refusals, ...summary} = readQueriesSummary(ledger);
	expect(Object.entries(refusals)).toEqual([
		['too-busy', 2],
		['cancelled', 1],
		['deadline', 1],
	]);
	expect(summary).toMatchObject({answered: 0, refused: 4});
	expect(summary.meanMilliseconds).toBeUndefined();
	expect(summary.lastAnswered).toBeUndefined();
	recorder.close();
});

test('a summary leaves out other miners and older times', async () => {
	const recorder = createQueryRecorder(ledger, {miner});
	const other = createQueryRecorder(ledger, {miner: {...miner, netuid: 4}});
	await Promise.all([
		recorder.record(answered(10)),
		recorder.record(answered(60_000)),
		other.record(answered(30)),
	]);

	expect(readQueriesSummary(ledger, miner).answered).toBe(2);
	expect(readQueriesSummary(ledger, {...miner, since: 60_500}).answered).toBe(1);
	expect(readQueriesSummary(ledger, {network: 'devnet'}).answered).toBe(3);
	recorder.close();
	other.close();
});

test('while the ledger cannot be written replies are not held up, and what waited is written later', async () => {
	const clock = createFakeClock();
	const recorder = createQueryRecorder(ledger, {miner, clock});
	await recorder.record(answered(1));
	const other = openLedger({file: ledger.path, timeout: 50});
	other.use(database => {
		database.exec('BEGIN IMMEDIATE');
	});
	await recorder.record(answered(2));
	clock.advance(1000);
	expect(recorder.problem.getSnapshot()).toMatch(
		/: another program has locked it; `fuser -v` on it tells which\. 1 query waits to be written$/v,
	);
	await recorder.record(answered(3));
	clock.advance(1000);
	expect(recorder.problem.getSnapshot()).toMatch(/ 2 queries wait to be written$/v);
	expect(readQueriesSummary(ledger).answered).toBe(1);

	other.close();
	clock.advance(1000);
	expect(readQueriesSummary(ledger).answered).toBe(3);
	expect(recorder.problem.getSnapshot()).toBeUndefined();
	recorder.close();
});

test('a lock of another process does not hold up the thread, however patient the ledger is', async () => {
	const patient = openLedger({file: ledger.path, timeout: 60_000});
	const clock = createFakeClock();
	const recorder = createQueryRecorder(patient, {miner, clock});
	ledger.use(database => {
		database.exec('BEGIN IMMEDIATE');
	});
	const before = performance.now();
	await recorder.record(answered(1));
	clock.advance(1000);
	expect(recorder.problem.getSnapshot()).toContain('another program has locked it');
	expect(performance.now() - before).toBeLessThan(30_000);
	ledger.use(database => {
		database.exec('ROLLBACK');
	});
	clock.advance(1000);

	expect(recorder.problem.getSnapshot()).toBeUndefined();
	const {timeout} = patient.use(database => database.prepare('PRAGMA busy_timeout').get()!);
	expect(timeout).toBe(60_000n);
	recorder.close();
	patient.close();
});

function failIf(condition: boolean) {
	if (condition) {
		throw new Error('The commit failed');
	}
}

test('what a failed commit took back is counted once, by words that are there', async () => {
	const clock = createFakeClock();
	const recorder = createQueryRecorder(ledger, {miner, clock});
	await recorder.record(answered(1));
	const disk = {isFull: true};
	const fragile = createQueryRecorder(
		{
			...ledger,
			transactQuickly: work =>
				ledger.transactQuickly(database => {
					const value = work(database);
					failIf(disk.isFull);
					return value;
				}),
		},
		{miner, clock},
	);
	await fragile.record({...answered(2), validator: 'a new one'});
	expect(fragile.problem.getSnapshot()).toContain('The commit failed');
	disk.isFull = false;
	clock.advance(1000);

	expect(readQueriesSummary(ledger).answered).toBe(2);
	const last = ledger.use(database =>
		database
			.prepare('SELECT word FROM queries JOIN words ON words.id = validator ORDER BY number DESC')
			.get()!,
	);
	expect(last.word).toBe('a new one');
	recorder.close();
	fragile.close();
});

test('closing writes what is left, and what comes later is let go', async () => {
	const recorder = createQueryRecorder(ledger, {miner});
	void recorder.record(answered(1));
	recorder.close();
	recorder.close();
	await recorder.record(answered(2));
	recorder.countRefusal('no-permit', 3);

	expect(readQueriesSummary(ledger).answered).toBe(1);
});

test('after `kill -9` every query that was acknowledged is there', async () => {
	const writer = fork(new URL('../../helpers/miner/ledger-writer.ts', import.meta.url), [
		ledger.path,
	]);
	let acknowledged = 0;
	writer.on('message', (number: number) => {
		acknowledged = number;
		if (number === 500) {
			writer.kill('SIGKILL');
		}
	});
	await once(writer, 'exit');

	expect(acknowledged).toBeGreaterThanOrEqual(500);
	expect(readQueriesSummary(ledger).answered).toBeGreaterThanOrEqual(acknowledged);
});
