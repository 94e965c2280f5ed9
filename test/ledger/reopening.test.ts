import {
	copyFile,
	readdir,
	readFile,
	rename,
	rm,
	truncate,
	utimes,
	writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import {beforeEach, expect, onTestFinished, test} from 'vitest';
import {readEvents, recordEvent} from '../../src/ledger/events.ts';
import {createJournal} from '../../src/ledger/journal.ts';
import {readLoss, watchLoss} from '../../src/ledger/loss.ts';
import {openLedger, type Ledger} from '../../src/ledger/open-ledger.ts';
import {createQueryRecorder} from '../../src/ledger/queries/query-recorder.ts';
import {readQueriesSummary} from '../../src/ledger/queries/query-summary.ts';
import {readSigned} from '../../src/ledger/signed.ts';
import {systemClock} from '../../src/support/clock.ts';
import {createFakeClock} from '../helpers/fake-clock.ts';
import {makeTemporaryFolder} from '../helpers/temporary-folder.ts';

const miner = {network: 'devnet', netuid: 3, hotkey: '5F'};
let directory: string;
let file: string;

beforeEach(async () => {
	directory = await makeTemporaryFolder('reopening');
	file = path.join(directory, 'ledger.sqlite');
});

function open() {
	const ledger = openLedger({file});
	onTestFinished(ledger.close);
	return ledger;
}

const note = (ledger: Ledger, detail: string) => {
	recordEvent(ledger, {...miner, time: 1, kind: 'started', detail});
};

const details = (ledger: Ledger) => readEvents(ledger).map(({detail}) => detail);

const isWhole = (ledger: Ledger) =>
	ledger.use(database => database.prepare('PRAGMA integrity_check').get()!.integrity_check) ===
	'ok';

const removeAll = async () =>
	Promise.all((await readdir(directory)).map(async name => rm(path.join(directory, name))));

const empty = async () => {
	await truncate(file);
	await utimes(file, 0, 0);
};

test.each([
	['removed', 'missing', async () => rm(file)],
	['removed with all its files', 'missing', removeAll],
	['moved away', 'missing', async () => rename(file, `${file}.old`)],
	['emptied', 'empty', empty],
])('a ledger that was %s while open is lost, and a new one takes over', async (_, how, lose) => {
	const ledgers = [open(), open()] as const;
	note(ledgers[0], 'before');
	await lose();
	note(ledgers[0], 'after');
	note(ledgers[1], 'after, too');

	for (const ledger of [...ledgers, open()]) {
		expect(details(ledger)).toEqual(['after, too', 'after']);
		expect(readLoss(ledger)).toMatchObject({how: `the file was ${how}`});
		expect(isWhole(ledger)).toBe(true);
	}

	expect(ledgers.map(({reopenings}) => reopenings.getSnapshot())).toEqual([1, 1]);
});

test('what was sent before the ledger was lost is in the new one once its outcome is known', async () => {
	const ledger = open();
	const report: string[] = [];
	const journal = createJournal(ledger, {
		network: 'devnet',
		isPayment: true,
		report(line) {
			report.push(line);
		},
	});
	journal.record({
		signer: '5G',
		genesisHash: '0x01',
		nonce: 4,
		birth: 10,
		death: 42,
		hash: '0xcd',
		hex: '0x1234',
		call: {pallet: 'Balances', name: 'transfer_keep_alive', args: {value: 5n}},
	});
	const [sent] = readSigned(ledger);
	await removeAll();
	journal.settle('0xcd', {outcome: 'included', block: 12, fee: 3n});
	journal.markTold();

	const settled = {...sent!, outcome: 'included', block: 12, fee: 3n, isTold: true};
	expect(readSigned(open())).toEqual([settled]);
	// Once is enough.
	journal.settle('0xcd', {outcome: 'included', block: 12, fee: 3n});
	journal.settle('0xef', {outcome: 'included', block: 12, fee: 3n});
	expect(readSigned(ledger)).toEqual([settled]);
	expect(report).toEqual([]);
});

test('a copy put in the place of an open ledger is used, undamaged by the log of the other', async () => {
	open().close();
	const ledger = open();
	note(ledger, 'saved');
	ledger.close();
	await copyFile(file, `${file}.copy`);
	const reopened = open();
	const watch = watchLoss(reopened, systemClock);
	onTestFinished(watch.close);
	for (let number = 0; number < 100; number++) {
		note(reopened, 'not saved');
	}

	await rename(`${file}.copy`, file);
	note(reopened, 'new');

	expect(details(reopened)).toEqual(['new', 'saved']);
	expect(isWhole(reopened)).toBe(true);
	expect(readLoss(reopened)).toBeUndefined();
});

test('a file that is empty only for a moment, while it is replaced, is left alone', async () => {
	const ledger = open();
	await truncate(file);
	ledger.use(() => undefined);

	expect(ledger.reopenings.getSnapshot()).toBe(0);
});

test('queries go on to be recorded in the new ledger', async () => {
	const ledger = open();
	const recorder = createQueryRecorder(ledger, {miner});
	onTestFinished(recorder.close);
	const query = {time: 1, validator: '5V', outcome: 'answered', milliseconds: 4};
	await recorder.record(query);
	await rm(file);
	await recorder.record(query);

	expect(recorder.problem.getSnapshot()).toBeUndefined();
	expect(readQueriesSummary(open()).answered).toBe(1);
});

test('a loss is a problem at once, even if nothing is written', async () => {
	const clock = createFakeClock(Date.now());
	const ledger = open();
	const {loss, close} = watchLoss(ledger, clock);
	onTestFinished(close);
	clock.advance(1000);
	expect(loss.getSnapshot()).toBeUndefined();
	await removeAll();
	clock.advance(1000);

	expect(loss.getSnapshot()).toContain('was lost (the file was missing); a new one began on');
});

test('a file that took the place of the ledger is a problem, too; if it is no ledger, it is left as it is', async () => {
	const clock = createFakeClock(Date.now());
	const {loss, problem, close} = watchLoss(open(), clock);
	onTestFinished(close);
	await rm(file);
	await writeFile(file, 'Dear diary, today I mined.');
	clock.advance(1000);
	expect(problem.getSnapshot()).toMatch(
		/file is not a database\. Move the file away to start a new ledger; [^.]+\.recover` saves what can be saved of the old one$/v,
	);
	expect(await readFile(file, 'utf8')).toBe('Dear diary, today I mined.');

	await removeAll();
	open().close();
	clock.advance(1000);
	expect(problem.getSnapshot()).toBeUndefined();
	expect(loss.getSnapshot()).toContain('Another file took the place of the ledger');
});
