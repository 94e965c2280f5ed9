import type {Tally} from '../tally.ts';

/*
A latency falls into one of 200 buckets, by its whole microseconds. The first eight hold one value each, 0 to 7; from there on, every doubling is split into eight equal parts, so a bucket is never wider than an eighth of its values. Bucket b ≥ 8 begins at (8 + b mod 8) · 2^(⌊b / 8⌋ − 1) µs; the last holds everything from 126 s on.
*/
const parts = 8;
const lastBucket = 199;

/** Find the bucket of a latency in milliseconds. */
export function toBucket(milliseconds: number): number {
	const microseconds = Math.max(0, Math.floor(milliseconds * 1000));
	if (microseconds < parts) {
		return microseconds;
	}

	const doublings = Math.floor(Math.log2(microseconds)) - 2;
	const part = Math.floor(microseconds / 2 ** (doublings - 1)) - parts;
	return Math.min(lastBucket, doublings * parts + part);
}

/** Get the lower bound of a bucket, in milliseconds. */
export function startOfBucket(bucket: number): number {
	return bucket < parts
		? bucket / 1000
		: ((parts + (bucket % parts)) * 2 ** (Math.floor(bucket / parts) - 1)) / 1000;
}

/** Latency percentiles in milliseconds, accurate to a sixteenth. */
export type Percentiles = {readonly p50: number; readonly p95: number; readonly p99: number};

/** Compute percentiles from bucket counts: the middle of the bucket that contains the latency of that rank. `undefined` if there are no latencies. */
export function readPercentiles(buckets: Tally): Percentiles | undefined {
	const sorted = [...buckets].toSorted(([one], [other]) => one - other);
	const total = sorted.reduce((sum, [, count]) => sum + count, 0);
	const read = (share: number) => {
		let left = share * total;
		const [bucket] = sorted.find(([, count]) => {
			left -= count;
			return left <= 0;
		})!;
		return (startOfBucket(bucket) + startOfBucket(bucket + 1)) / 2;
	};

	return total === 0 ? undefined : {p50: read(0.5), p95: read(0.95), p99: read(0.99)};
}
