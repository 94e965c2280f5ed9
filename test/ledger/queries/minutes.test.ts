import {expect, test} from 'vitest';
import {
	readPercentiles,
	startOfBucket,
	toBucket,
} from '../../../src/ledger/queries/latency-buckets.ts';
import {addMinute, countQuery, emptyMinute} from '../../../src/ledger/queries/minutes.ts';
import {addToTally, decodeTally, encodeTally} from '../../../src/ledger/tally.ts';

test('a tally is read back as it was written, in any order, with numbers of any size', () => {
	const tally = new Map([
		[300, 1],
		[0, 127],
		[7, 128],
		[8, 2 ** 40],
	]);

	expect(decodeTally(encodeTally(tally))).toEqual(tally);
	expect([...encodeTally(tally).subarray(0, 5)]).toEqual([0, 127, 7, 0x80, 1]);
	expect(decodeTally(new Uint8Array())).toEqual(new Map());
});

test('a tally counts so many numbers apart, and the rest as 0', () => {
	const tally = new Map<number, number>();
	for (const key of [5, 6, 5, 7, 8, 6]) {
		addToTally(tally, key, 1, 2);
	}

	expect(tally).toEqual(
		new Map([
			[5, 2],
			[6, 2],
			[0, 2],
		]),
	);
});

test('every latency falls into a bucket that begins at most an eighth below it', () => {
	for (let microseconds = 1; microseconds < 120_000_000; microseconds += 1 + (microseconds >> 5)) {
		const bucket = toBucket(microseconds / 1000);
		const start = startOfBucket(bucket) * 1000;
		const end = startOfBucket(bucket + 1) * 1000;
		expect(start).toBeLessThanOrEqual(microseconds);
		expect(end).toBeGreaterThan(microseconds);
		expect(end - start).toBeLessThanOrEqual(Math.max(1, start / 8));
	}
});

test('buckets are where they are documented', () => {
	expect([0, 0.0005, 0.001, 0.007, 0.008, 0.016, 0.0175, 1].map(ms => toBucket(ms))).toEqual([
		0, 0, 1, 7, 8, 16, 16, 63,
	]);
	expect(startOfBucket(63)).toBe(0.96);
	expect(toBucket(1e9)).toBe(199);
	expect(startOfBucket(199) / 1000).toBeCloseTo(126, 0);
});

test('percentiles are right to a sixteenth', () => {
	const buckets = new Map<number, number>();
	for (let milliseconds = 1; milliseconds <= 1000; milliseconds++) {
		addToTally(buckets, toBucket(milliseconds));
	}

	const {p50, p95, p99} = readPercentiles(buckets)!;
	expect(Math.abs(p50 - 500) / 500).toBeLessThan(1 / 16);
	expect(Math.abs(p95 - 950) / 950).toBeLessThan(1 / 16);
	expect(Math.abs(p99 - 990) / 990).toBeLessThan(1 / 16);
	expect(readPercentiles(new Map([[toBucket(4), 1]]))).toEqual({
		p50: 3.968,
		p95: 3.968,
		p99: 3.968,
	});
	expect(readPercentiles(new Map())).toBeUndefined();
});

test('a minute counts by validator, reason and latency, and minutes add up', () => {
	const minute = emptyMinute();
	countQuery(minute, {time: 5, validator: 1, reason: undefined, milliseconds: 3});
	countQuery(minute, {time: 4, validator: 1, reason: undefined, milliseconds: 5});
	countQuery(minute, {time: 6, validator: 2, reason: 9, milliseconds: 70});
	const sum = emptyMinute();
	addMinute(sum, minute);
	addMinute(sum, minute);

	expect(sum).toEqual({
		answered: 4,
		milliseconds: 16,
		lastAnswered: 5,
		answeredBy: new Map([[1, 4]]),
		refusedBy: new Map([[2, 2]]),
		reasons: new Map([[9, 2]]),
		latency: new Map([
			[toBucket(3), 2],
			[toBucket(5), 2],
		]),
	});
});
