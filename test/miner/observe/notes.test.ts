import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {beforeEach, expect, onTestFinished, test} from 'vitest';
import {readEvents} from '../../../src/ledger/events.ts';
import {type Ledger, openLedger} from '../../../src/ledger/open-ledger.ts';
import {createLedgerWrites} from '../../../src/ledger/write-queue.ts';
import {type Log, openLog} from '../../../src/miner/observe/log.ts';
import {createNotes, noteObserverFaults} from '../../../src/miner/observe/notes.ts';
import {tell} from '../../../src/support/observer.ts';
import {createFakeClock} from '../../helpers/fake-clock.ts';
import {makeTemporaryFolder} from '../../helpers/temporary-folder.ts';

const miner = {network: 'devnet', netuid: 3, hotkey: '5F'};
let ledger: Ledger;
let log: Log;
let file: string;

beforeEach(async () => {
	const directory = await makeTemporaryFolder('notes');
	file = path.join(directory, 'miner.log');
	log = openLog({file});
	ledger = openLedger({file: path.join(directory, 'ledger.sqlite')});
	onTestFinished(() => {
		log.close();
		ledger.close();
	});
});

/** The log's lines, without their times. */
const readLog = async () => {
	const text = await readFile(file, 'utf8');
	return text
		.trimEnd()
		.split('\n')
		.map(line => line.replace(/^\S+ +/v, ''));
};

test('an event is in the log and in the ledger, and those that need a look are warnings', async () => {
	const clock = createFakeClock(7);
	const note = createNotes({
		miner,
		ledger,
		log,
		clock,
		writes: createLedgerWrites(ledger, {clock}),
	});
	for (const kind of [
		'started',
		'deregistered',
		'engine-died',
		'engine-gave-up',
		'chain-lost',
	] as const) {
		note(kind, `It ${kind}`);
	}

	expect(await readLog()).toEqual([
		'info  It started',
		'warn  It deregistered',
		'warn  It engine-died',
		'warn  It engine-gave-up',
		'warn  It chain-lost',
	]);
	expect(readEvents(ledger, miner)).toHaveLength(5);
	expect(readEvents(ledger, {...miner, kind: 'deregistered'})).toEqual([
		expect.objectContaining({time: 7, detail: 'It deregistered'}),
	]);
});

test('faults of observers are counted, and logged once while they repeat', async () => {
	const faults = noteObserverFaults(log);
	onTestFinished(faults.close);
	expect(faults.problem.getSnapshot()).toBeUndefined();
	const fail = (fault: unknown) => {
		tell(() => {
			throw fault;
		});
	};

	fail(new Error('broken'));
	expect(faults.problem.getSnapshot()).toBe('An observer of the miner failed once: broken');
	fail(new Error('broken'));
	fail('no error at all');
	expect(faults.problem.getSnapshot()).toBe(
		'An observer of the miner failed 3 times: no error at all',
	);

	const lines = await readLog();
	expect(lines.filter(line => line.includes('broken'))).toHaveLength(1);
	expect(lines[0]).toMatch(/^error Error: broken.*notes\.test\.ts/v);
	expect(lines.at(-1)).toContain('no error at all');
});
