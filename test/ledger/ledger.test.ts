import {Buffer} from 'node:buffer';
import {execFile} from 'node:child_process';
import {
	mkdir,
	mkdtemp,
	open,
	readFile,
	rm,
	stat,
	symlink,
	utimes,
	writeFile,
} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import {promisify} from 'node:util';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {BadLedgerError, LedgerWriteError} from '../../src/ledger/errors.ts';
import {readEarnings, recordEarning} from '../../src/ledger/earnings.ts';
import {readEvents, recordEvent} from '../../src/ledger/events.ts';
import {findLoss} from '../../src/ledger/find-loss.ts';
import {describeLoss, readLoss} from '../../src/ledger/loss.ts';
import {listMiners} from '../../src/ledger/miners.ts';
import {openLedger, type Ledger} from '../../src/ledger/open-ledger.ts';
import {readPayments, recordPayment} from '../../src/ledger/payments.ts';
import {readSigned, recordSigned, recordUnsigned, settleSigned} from '../../src/ledger/signed.ts';

const miner = {network: 'devnet', netuid: 3, hotkey: '5F'};
let directory: string;
let file: string;
const ledgers: Ledger[] = [];

beforeEach(async () => {
	directory = await mkdtemp(path.join(os.tmpdir(), 'btop-ledger-'));
	file = path.join(directory, 'home', 'ledger.sqlite');
});

afterEach(async () => {
	for (const ledger of ledgers.splice(0)) {
		ledger.close();
	}

	await rm(directory, {recursive: true});
});

function start() {
	const ledger = openLedger({file, timeout: 50});
	ledgers.push(ledger);
	return ledger;
}

/** Permission bits as three octal digits. */
async function readMode(name: string) {
	const {mode} = await stat(name);
	return mode.toString(8).slice(-3);
}

const fail = (work: () => unknown) => {
	try {
		work();
	} catch (error) {
		return error;
	}

	return undefined;
};

test('the ledger and its log can be read by their owner only', async () => {
	const ledger = start();
	recordEvent(ledger, {...miner, time: 1, kind: 'started', detail: ''});

	for (const name of [file, `${file}-wal`, `${file}-shm`]) {
		expect(await readMode(name)).toBe('600');
	}

	expect(await readMode(path.dirname(file))).toBe('700');
});

test('payments are read back as they were paid, to the rao', () => {
	const ledger = start();
	const payment = {
		...miner,
		time: 1_790_000_000_000,
		uid: 7,
		paid: 9_007_199_254_740_993_000n,
		fee: 124_141n,
		block: 4_000_000_000,
		hash: '0xab',
	};
	recordPayment(ledger, payment);
	recordPayment(ledger, {...payment, network: 'finney', paid: 1n});

	expect(readPayments(ledger, {network: 'devnet'})).toEqual([payment]);
	expect(readPayments(ledger)).toHaveLength(2);
});

test('a payment that is recorded again is one payment', () => {
	const ledger = start();
	const payment = {...miner, time: 1, uid: 7, paid: 2n, fee: 3n, block: 4, hash: '0xab'};
	recordPayment(ledger, payment);
	recordPayment(ledger, {...payment, time: 9, netuid: 5});
	recordPayment(ledger, {...payment, hash: '0xcd'});

	expect(readPayments(ledger)).toEqual([payment, {...payment, hash: '0xcd'}]);
});

test('what is sent is written before, and what became of it after', () => {
	const ledger = start();
	const call = {
		time: 5,
		network: 'devnet',
		signer: '5G',
		call: 'SubtensorModule.serve_axon',
		args: {netuid: 3, port: 8091},
	};
	const transaction = {
		genesisHash: '0x01',
		nonce: 4,
		birth: 10,
		death: 42,
		hash: '0xcd',
		hex: '0x1234',
	};
	recordSigned(ledger, {...call, ...transaction});
	const row = {...call, ...transaction, id: 1, isDryRun: false, isTold: false, outcome: 'sent'};
	expect(readSigned(ledger)).toEqual([row]);
	settleSigned(ledger, '0xcd', {outcome: 'included', block: 12, fee: 3n});
	recordSigned(ledger, {...call, ...transaction, genesisHash: '0x02', hash: '0xef'});
	recordUnsigned(ledger, {...call, outcome: 'price-above-cap', isDryRun: true});

	expect(readSigned(ledger, {genesisHash: '0x01'})).toEqual([
		// Its name stands for the chain of the latest call.
		{...row, network: 'devnet (chain 0x01)', outcome: 'included', block: 12, fee: 3n},
	]);
	expect(readSigned(ledger, {outcome: 'sent'})).toMatchObject([{hash: '0xef'}]);
	expect(readSigned(ledger, {limit: 1})).toEqual([
		{...call, id: 3, outcome: 'price-above-cap', isDryRun: true, isTold: false},
	]);
});

test('earnings are counted from the latest registration, at the last price, rounded down', () => {
	const ledger = start();
	const sample = (block: number, alpha: bigint, price: bigint) => ({
		...miner,
		block,
		time: block,
		alpha,
		price,
	});
	recordEarning(ledger, {...sample(1, 50n, 900n), isStart: true});
	recordEarning(ledger, sample(2, 9_000_000_000n, 900n));
	recordEarning(ledger, {...sample(10, 1_000_000_000n, 20_000_000n), isStart: true});
	recordEarning(ledger, sample(30, 3_500_000_001n, 20_000_001n));
	recordEarning(ledger, sample(20, 2_000_000_000n, 20_000_000n));
	recordEarning(ledger, {...sample(40, 77n, 1n), netuid: 4});

	const {samples, alpha, alphaBefore} = readEarnings(ledger, miner);
	expect(samples.map(({block}) => block)).toEqual([10, 20, 30]);
	expect(alpha).toBe(2_500_000_001n);
	expect(alphaBefore).toBe(8_999_999_950n);
	expect(readEarnings(ledger, {...miner, hotkey: 'nobody'})).toMatchObject({
		samples: [],
		alpha: 0n,
		alphaBefore: 0n,
	});
});

test('a second sample of a block takes the place of the first, and stays a start', () => {
	const ledger = start();
	recordEarning(ledger, {...miner, block: 5, time: 1, alpha: 1n, price: 1n, isStart: true});
	recordEarning(ledger, {...miner, block: 5, time: 2, alpha: 2n, price: 3n});
	recordEarning(ledger, {...miner, block: 4, time: 2, alpha: 9n, price: 3n});

	expect(readEarnings(ledger, miner).samples).toEqual([
		{block: 5, time: 2, alpha: 2n, price: 3n, earned: 0n},
	]);
});

test('a registration that is recorded late is where counting begins', () => {
	const ledger = start();
	const sample = {...miner, time: 1, price: 1n};
	recordEarning(ledger, {...sample, block: 7, alpha: 5n, isStart: true});
	recordEarning(ledger, {...sample, block: 4, alpha: 2n, isStart: true});

	expect(readEarnings(ledger, miner)).toMatchObject({alpha: 3n, samples: [{block: 4}, {block: 7}]});
});

test('every miner that left a trace is listed', () => {
	const ledger = start();
	expect(listMiners(ledger)).toEqual([]);
	recordEvent(ledger, {...miner, time: 1, kind: 'started', detail: ''});
	recordEvent(ledger, {...miner, time: 2, kind: 'stopped', detail: ''});
	recordEvent(ledger, {...miner, netuid: 1, time: 3, kind: 'started', detail: ''});

	expect(listMiners(ledger)).toEqual([miner, {...miner, netuid: 1}]);
});

test('events are read the latest first', () => {
	const ledger = start();
	recordEvent(ledger, {...miner, time: 1, kind: 'started', detail: 'model digits'});
	recordEvent(ledger, {...miner, time: 2, kind: 'deregistered', detail: 'UID 7 is another’s'});

	expect(readEvents(ledger).map(({kind}) => kind)).toEqual(['deregistered', 'started']);
	expect(readEvents(ledger, {since: 2})).toHaveLength(1);
	expect(readEvents(ledger, {hotkey: 'nobody'})).toEqual([]);
});

test('two processes may write: each waits for the other, and is told if it takes too long', () => {
	const one = start();
	const two = start();
	recordEvent(one, {...miner, time: 1, kind: 'started', detail: ''});
	recordEvent(two, {...miner, time: 2, kind: 'stopped', detail: ''});
	expect(readEvents(one)).toHaveLength(2);

	one.transact(() => {
		const error = fail(() => {
			recordEvent(two, {...miner, time: 3, kind: 'started', detail: ''});
		});
		expect(error).toBeInstanceOf(LedgerWriteError);
		expect(error).toMatchObject({
			problem: 'another program has locked it; `fuser -v` on it tells which',
			fix: 'Let that program finish, or end it.',
		});
	});
	recordEvent(two, {...miner, time: 4, kind: 'started', detail: ''});
	expect(readEvents(one)).toHaveLength(3);
});

test('work that fails halfway leaves nothing behind', () => {
	const ledger = start();
	const error = fail(() => {
		ledger.transact(database => {
			database.exec("INSERT INTO words (word) VALUES ('half')");
			throw new Error('enough');
		});
	});

	expect(error).toMatchObject({message: 'enough'});
	const {count} = ledger.use(database =>
		database.prepare('SELECT count(*) AS count FROM words').get()!,
	);
	expect(count).toBe(0n);
});

test('a file that is no ledger is refused and left as it is', async () => {
	await mkdir(path.dirname(file));
	await writeFile(file, 'Dear diary, today I mined.');

	const error = fail(start);
	expect(error).toBeInstanceOf(BadLedgerError);
	expect(error).toMatchObject({code: 'bad-ledger', exitCode: 1, path: file});
	expect(await readFile(file, 'utf8')).toBe('Dear diary, today I mined.');
});

test('a damaged ledger is told apart from an empty one', async () => {
	const ledger = start();
	for (let time = 0; time < 300; time++) {
		recordEvent(ledger, {...miner, time, kind: 'started', detail: 'x'.repeat(100)});
	}

	ledger.close();
	const handle = await open(file, 'r+');
	const {size} = await handle.stat();
	await handle.write(Buffer.alloc(size - 8192, 0xff), 0, size - 8192, 8192);
	await handle.close();

	const error = fail(() => readEvents(start(), {limit: 1000}));
	expect(error).toBeInstanceOf(BadLedgerError);
});

test('a ledger of a newer btop is refused', () => {
	start().close();
	const database = new DatabaseSync(file);
	database.exec('PRAGMA user_version = 999');
	database.close();

	const error = fail(start);
	expect(error).toBeInstanceOf(BadLedgerError);
	expect(error).toMatchObject({fix: 'Update btop.'});
});

test('a full disk is an error that loses nothing', () => {
	const ledger = start();
	recordEvent(ledger, {...miner, time: 1, kind: 'started', detail: ''});
	// SQLite reports this limit as it reports a full disk.
	ledger.use(database => {
		database.exec('PRAGMA max_page_count = 1');
	});
	const error = fail(() => {
		for (let time = 2; time < 1000; time++) {
			recordEvent(ledger, {...miner, time, kind: 'started', detail: 'x'.repeat(1000)});
		}
	});
	expect(error).toBeInstanceOf(LedgerWriteError);
	expect(error).toMatchObject({code: 'ledger-not-written', exitCode: 1});
	const before = readEvents(ledger, {limit: 10_000}).length;
	ledger.use(database => {
		database.exec('PRAGMA max_page_count = 1000000');
	});
	recordEvent(ledger, {...miner, time: 5000, kind: 'stopped', detail: ''});

	expect(readEvents(ledger, {limit: 10_000})).toHaveLength(before + 1);
});

test('a place that cannot be written is an error that names it', async () => {
	await writeFile(path.join(directory, 'home'), '');
	const error = fail(start);
	expect(error).toBeInstanceOf(LedgerWriteError);
	expect(error).toMatchObject({path: file});
});

test('an old ledger keeps its rows when it is opened again', () => {
	const ledger = start();
	recordEvent(ledger, {...miner, time: 1, kind: 'started', detail: ''});
	ledger.close();
	ledger.close();

	expect(readEvents(start())).toHaveLength(1);
});

const empty = async () => writeFile(file, '');

test.each([
	['is empty', 'the file was empty', empty],
	['is gone', 'the file was missing', async () => rm(file)],
])('that a ledger %s is remembered by the one that takes its place', async (_, how, lose) => {
	expect(readLoss(start())).toBeUndefined();
	ledgers.pop()!.close();
	await lose();
	const ledger = start();
	recordEvent(ledger, {...miner, time: 1, kind: 'started', detail: ''});

	expect(readLoss(ledger)).toMatchObject({how});
	expect(describeLoss(ledger, readLoss(ledger)!)).toContain(
		`was lost (${how}); a new one began on`,
	);
	expect(readLoss(start())).toEqual(readLoss(ledger));
});

test('a ledger that another process is making just now is not taken for lost', async () => {
	await mkdir(path.dirname(file));
	await writeFile(file, '');

	expect(readLoss(start())).toBeUndefined();
});

test('an old file that is not empty, and a folder, are no loss; the mark is for its owner only', async () => {
	ledgers.push(openLedger({file}));
	await utimes(file, 0, 0);
	expect(findLoss(file, {isMarked: false})).toBeUndefined();
	expect(findLoss(path.dirname(file), {isMarked: true})).toBeUndefined();
	expect((await stat(`${file}.begun`)).mode & 0o777).toBe(0o600);
});

test('an old empty file that nobody marked is a loss, too', async () => {
	await mkdir(path.dirname(file));
	await writeFile(file, '');
	await utimes(file, 0, 0);

	expect(readLoss(start())).toMatchObject({how: 'the file was empty'});
});

test('none of several processes that make a ledger at once takes it for lost', async () => {
	const script = `import {openLedger} from ${JSON.stringify(path.resolve('src/ledger/open-ledger.ts'))};
		openLedger({file: process.argv[1], timeout: 60_000}).close();`;
	await Promise.all(
		Array.from({length: 4}, async () =>
			promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script, file]),
		),
	);

	expect(readLoss(start())).toBeUndefined();
});

test('a ledger behind a link is refused, and what the link points to is left as it is', async () => {
	const target = path.join(directory, 'precious');
	await writeFile(target, 'mine', {mode: 0o644});
	await mkdir(path.dirname(file));
	await symlink(target, file);

	const error = fail(start);
	expect(error).toBeInstanceOf(LedgerWriteError);
	expect(error).toMatchObject({
		message: expect.stringContaining('it is a link'),
		fix: expect.stringContaining('Put the file itself there'),
	});
	expect(await readMode(target)).toBe('644');
	expect(await readFile(target, 'utf8')).toBe('mine');
});
