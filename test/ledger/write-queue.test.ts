import {expect, onTestFinished, test, vi} from 'vitest';
import {readEarnings, recordEarning} from '../../src/ledger/earnings.ts';
import {BadLedgerError, LedgerLockedError} from '../../src/ledger/errors.ts';
import {readEvents, recordEvent} from '../../src/ledger/events.ts';
import {openLedger} from '../../src/ledger/open-ledger.ts';
import {keepLedgerTidy} from '../../src/ledger/tidy-ledger.ts';
import {createLedgerWrites, createWriteQueue} from '../../src/ledger/write-queue.ts';
import {createFakeClock} from '../helpers/fake-clock.ts';
import {makeTemporaryFolder} from '../helpers/temporary-folder.ts';

const miner = {network: 'devnet', netuid: 3, hotkey: '5F'};

function createQueue(capacity = 2) {
	const clock = createFakeClock();
	const written: number[][] = [];
	const disk = {isFull: false};
	const queue = createWriteQueue<number>({
		write(items) {
			if (disk.isFull) {
				throw new Error('The disk is full');
			}

			written.push([...items]);
		},
		noun: ['row', 'rows'],
		capacity,
		clock,
	});
	return {clock, written, disk, queue};
}

test('items of one turn are written together', async () => {
	const {queue, written} = createQueue();
	await Promise.all([queue.add(1), queue.add(2)]);
	await queue.add(3);

	expect(written).toEqual([[1, 2], [3]]);
});

test('what is too much to be kept is counted as lost, the oldest first', async () => {
	const {queue, written, disk, clock} = createQueue();
	disk.isFull = true;
	await queue.add(1);
	expect(queue.problem.getSnapshot()).toBe('The disk is full. 1 row waits to be written');
	await Promise.all([queue.add(2), queue.add(3)]);
	clock.advance(1000);
	expect(queue.problem.getSnapshot()).toBe(
		'The disk is full. 2 rows wait to be written, 1 more is lost',
	);
	await Promise.all([queue.add(4), queue.add(5)]);
	clock.advance(1000);
	expect(queue.problem.getSnapshot()).toBe(
		'The disk is full. 2 rows wait to be written, 3 more are lost',
	);

	disk.isFull = false;
	clock.advance(1000);
	expect(written).toEqual([[4, 5]]);
	expect(queue.problem.getSnapshot()).toBeUndefined();
});

test('a lock is told of if it lasts, and meanwhile nobody waits for it again', async () => {
	const clock = createFakeClock();
	const write = vi.fn(() => {
		throw new LedgerLockedError('/home/ledger.sqlite');
	});
	const queue = createWriteQueue<number>({write, noun: ['row', 'rows'], capacity: 9, clock});
	await queue.add(1);
	await queue.add(2);
	expect(write).toHaveBeenCalledTimes(1);
	expect(queue.problem.getSnapshot()).toBeUndefined();

	clock.advance(1000);
	expect(queue.problem.getSnapshot()).toContain('has locked it');
	expect(queue.problem.getSnapshot()).toContain('2 rows wait to be written');

	write.mockImplementation(() => undefined as never);
	clock.advance(1000);
	expect(write).toHaveBeenLastCalledWith([1, 2], 10);
	expect(queue.problem.getSnapshot()).toBeUndefined();
});

test('a lock at the end is told of at once', async () => {
	const queue = createWriteQueue<number>({
		write() {
			throw new LedgerLockedError('/home/ledger.sqlite');
		},
		noun: ['row', 'rows'],
		capacity: 9,
		clock: createFakeClock(),
	});
	queue.close();

	expect(queue.problem.getSnapshot()).toContain('has locked it');
});

test('a queue that closes while nothing can be written does not throw', async () => {
	const {queue, disk, written} = createQueue();
	disk.isFull = true;
	await queue.add(1);
	queue.close();
	queue.close();
	await queue.add(2);

	expect(written).toEqual([]);
});

test('only the last write, which is not retried, waits long for another process', async () => {
	const timeouts: number[] = [];
	const queue = createWriteQueue<number>({
		write(_, timeout) {
			timeouts.push(timeout);
		},
		noun: ['row', 'rows'],
		capacity: 1,
	});
	await queue.add(1);
	queue.close();

	expect(timeouts).toEqual([10, 1000]);
});

test('what to do about a damaged ledger is part of the problem', async () => {
	const queue = createWriteQueue<number>({
		write() {
			throw new BadLedgerError('/home/ledger.sqlite', 'file is not a database');
		},
		noun: ['row', 'rows'],
		capacity: 1,
		clock: createFakeClock(),
	});
	await queue.add(1);

	expect(queue.problem.getSnapshot()).toBe(
		'The ledger `/home/ledger.sqlite` cannot be read: file is not a database. Move the file away to start a new ledger; `sqlite3 FILE .recover` saves what can be saved of the old one. 1 row waits to be written',
	);
});

/** A ledger, a queue of its writes, and a clock for both. */
async function createWrites() {
	const ledger = openLedger({file: `${await makeTemporaryFolder('writes')}/ledger.sqlite`});
	onTestFinished(ledger.close);
	const clock = createFakeClock();
	return {ledger, clock, writes: createLedgerWrites(ledger, {clock})};
}

test('a rare write is done before anything else happens, and a failed one takes nothing along', async () => {
	const {ledger, writes} = await createWrites();
	void writes.add(() => {
		recordEvent(ledger, {...miner, time: 1, kind: 'started', detail: ''});
	});
	expect(readEvents(ledger, miner)).toHaveLength(1);

	void writes.add(() => {
		recordEvent(ledger, {...miner, time: 2, kind: 'stopped', detail: ''});
		throw new Error('The disk is full');
	});
	expect(readEvents(ledger, miner)).toHaveLength(1);
	expect(writes.problem.getSnapshot()).toBe('The disk is full. 1 event waits to be written');
	writes.close();
});

test('a ledger is tidied at once and then daily, until that is stopped', async () => {
	const {ledger, clock, writes} = await createWrites();
	const month = 31 * 24 * 3_600_000;
	const hold = (block: number) => {
		recordEarning(ledger, {...miner, block, time: block, alpha: BigInt(block), price: 1n});
	};

	const count = () => readEarnings(ledger, miner).samples.length;
	for (const block of [1, 2, 3]) {
		hold(block);
	}

	clock.advance(month);
	const stop = keepLedgerTidy(ledger, {writes, clock});
	const tidy = count();
	expect(tidy).toBeLessThan(3);

	hold(2);
	clock.advance(24 * 3_600_000 - 1);
	expect(count()).toBe(tidy + 1);
	clock.advance(1);
	expect(count()).toBe(tidy);

	stop();
	hold(2);
	clock.advance(month);
	expect(count()).toBe(tidy + 1);
	writes.close();
});
