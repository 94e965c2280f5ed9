import {statSync} from 'node:fs';
import path from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import {expect, onTestFinished, test} from 'vitest';
import {readEvents} from '../../src/ledger/events.ts';
import {openLedger} from '../../src/ledger/open-ledger.ts';
import {createQueryRecorder} from '../../src/ledger/queries/query-recorder.ts';
import {readQueriesSummary} from '../../src/ledger/queries/query-summary.ts';
import {rollUpQueries} from '../../src/ledger/queries/roll-up-queries.ts';
import {migrations} from '../../src/ledger/schema.ts';
import {readSigned} from '../../src/ledger/signed.ts';
import {makeTemporaryFolder} from '../helpers/temporary-folder.ts';

const one = {network: 'devnet', netuid: 3, hotkey: '5F'};
const other = {...one, netuid: 4};
const minute = 60_000;

/** Write a ledger as it was when each query had its row for ever. */
async function writeOldLedger() {
	const file = path.join(await makeTemporaryFolder('ledger'), 'ledger.sqlite');
	const database = new DatabaseSync(file);
	const steps = migrations.slice(0, migrations.indexOf(rollUpQueries));
	database.exec('PRAGMA journal_mode = WAL; BEGIN');
	for (const step of steps) {
		database.exec(step as string);
	}

	// eslint-disable-next-line unicorn/no-unsafe-sqlite-interpolation -- A pragma takes no parameters.
	database.exec(`PRAGMA user_version = ${steps.length}`);
	database.exec(`
INSERT INTO miners VALUES (1, 'devnet', 3, '5F'), (2, 'devnet', 4, '5F');
INSERT INTO words VALUES (1, '5V'), (2, 'answered'), (3, 'deadline'), (4, 'bad-signature');
INSERT INTO refusals VALUES (1, 0, 4, 7), (1, 9, 4, 2);
INSERT INTO events VALUES (1, 1, 5, 'started', 'Answers');
INSERT INTO signed VALUES (1, 5, 'devnet', '5C', 'Balances.transfer_keep_alive', '{}', 'included', 2, '0x1'),
	(2, 6, 'devnet', '5C', 'Balances.transfer_keep_alive', '{}', 'sent', NULL, '0x2');
`);
	const insert = database.prepare(
		'INSERT INTO queries (miner, time, validator, outcome, milliseconds, batch) VALUES (?, ?, 1, ?, ?, ?)',
	);
	for (let index = 0; index < 60_000; index++) {
		insert.run(1, index, 2, 4.5, 2);
	}

	insert.run(1, 2 * minute, 2, 10, 1);
	insert.run(1, 2 * minute + 1, 3, 9000, null);
	insert.run(2, 3 * minute, 2, 1, 1);
	database.exec('COMMIT');
	database.close();
	return file;
}

test('a ledger with a row for each query ever is rolled up, loses no count, and gets small', async () => {
	const file = await writeOldLedger();
	const before = statSync(file).size;
	const ledger = openLedger({file});
	onTestFinished(ledger.close);

	expect(readQueriesSummary(ledger, one)).toMatchObject({
		answered: 60_001,
		refused: 10,
		refusals: {'bad-signature': 9, deadline: 1},
		meanMilliseconds: (60_000 * 4.5 + 10) / 60_001,
		lastAnswered: 2 * minute,
	});
	expect(readQueriesSummary(ledger, {...one, since: minute})).toMatchObject({
		answered: 1,
		refused: 3,
	});
	expect(readQueriesSummary(ledger, other)).toMatchObject({answered: 1, refused: 0});
	expect(readEvents(ledger, one)).toHaveLength(1);
	const latest = ledger.use(database =>
		database.prepare('SELECT * FROM queries ORDER BY miner, number').all(),
	);
	expect(latest).toHaveLength(50_001);
	expect(latest[0]).toMatchObject({number: 1n, time: 10_002n, microseconds: 4500n});
	expect(latest[49_999]).toMatchObject({number: 50_000n, outcome: 3n, microseconds: 9_000_000n});
	ledger.use(database => database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get());
	expect(statSync(file).size).toBeLessThan(before * 0.7);
});

test('a ledger that was rolled up is written on', async () => {
	const file = await writeOldLedger();
	openLedger({file}).close();
	const ledger = openLedger({file});
	onTestFinished(ledger.close);
	const recorder = createQueryRecorder(ledger, {miner: one});
	onTestFinished(recorder.close);
	await recorder.record({
		time: 2 * minute + 5,
		validator: '5V',
		outcome: 'answered',
		milliseconds: 3,
	});

	expect(readQueriesSummary(ledger, one)).toMatchObject({answered: 60_002, refused: 10});
	const {count, latest} = ledger.use(database =>
		database
			.prepare('SELECT count(*) AS count, max(number) AS latest FROM queries WHERE miner = 1')
			.get()!,
	);
	expect({count, latest}).toEqual({count: 50_001n, latest: 50_001n});
});

test('of what an older btop has sent, only what was never settled counts as not reported', async () => {
	const ledger = openLedger({file: await writeOldLedger()});
	onTestFinished(ledger.close);

	expect(readSigned(ledger)).toMatchObject([
		{hash: '0x2', isTold: false},
		{hash: '0x1', isTold: true},
	]);
});
