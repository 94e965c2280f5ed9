import {fork} from 'node:child_process';
import {once} from 'node:events';
import {mkdtemp, rm} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {openLedger, type Ledger} from '../../src/ledger/open-ledger.ts';
import {createQueryRecorder, type QueryRecord} from '../../src/ledger/query-recorder.ts';
import {readQueriesSummary} from '../../src/ledger/query-summary.ts';
import {createFakeClock} from '../helpers/fake-clock.ts';

const miner = {network: 'devnet', netuid: 3, hotkey: '5F'};
let directory: string;
let ledger: Ledger;

beforeEach(async () => {
	directory = await mkdtemp(path.join(os.tmpdir(), 'btop-ledger-'));
	ledger = openLedger({file: path.join(directory, 'ledger.sqlite'), patience: 50});
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
		database.prepare('SELECT count(*) AS count FROM refusals').get()!,
	);
	expect(count).toBe(3n);
	recorder.close();
});

test('a summary leaves out other miners and older times', async () => {
	const recorder = createQueryRecorder(ledger, {miner});
	const other = createQueryRecorder(ledger, {miner: {...miner, netuid: 4}});
	await Promise.all([
		recorder.record(answered(10)),
		recorder.record(answered(20)),
		other.record(answered(30)),
	]);

	expect(readQueriesSummary(ledger, miner).answered).toBe(2);
	expect(readQueriesSummary(ledger, {...miner, since: 15}).answered).toBe(1);
	expect(readQueriesSummary(ledger, {network: 'devnet'}).answered).toBe(3);
	recorder.close();
	other.close();
});

test('while the ledger cannot be written replies are not held up, and what waited is written later', async () => {
	const clock = createFakeClock();
	const recorder = createQueryRecorder(ledger, {miner, clock});
	await recorder.record(answered(1));
	const other = openLedger({file: ledger.path, patience: 50});
	other.use(database => {
		database.exec('BEGIN IMMEDIATE');
	});
	await recorder.record(answered(2));
	expect(recorder.problem.getSnapshot()).toMatchObject({code: 'ledger-not-written'});
	await recorder.record(answered(3));
	expect(readQueriesSummary(ledger).answered).toBe(1);

	other.close();
	clock.advance(1000);
	expect(readQueriesSummary(ledger).answered).toBe(3);
	expect(recorder.problem.getSnapshot()).toBeUndefined();
	recorder.close();
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
	const writer = fork(new URL('../helpers/ledger-writer.ts', import.meta.url), [ledger.path]);
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
