import {expect, test} from 'vitest';
import {
	type Bucket,
	type RequestLimit,
	createBucket,
} from '../../../src/chain/connection/bucket.ts';
import {type FakeClock, createFakeClock} from '../../helpers/fake-clock.ts';

const oneASecond: RequestLimit = {perSecond: 1, burst: 3};

function create(limit?: RequestLimit, random = () => 0) {
	const clock = createFakeClock(1_000_000);
	return {clock, bucket: createBucket({limit, clock, random})};
}

/** Take so many tokens as soon as each may be had. Tells how long it took, in milliseconds. */
function takeAll(count: number, {bucket, clock}: {bucket: Bucket; clock: FakeClock}) {
	const start = clock.now();
	for (let taken = 0; taken < count;) {
		const wait = bucket.take();
		clock.advance(wait);
		taken += Number(wait === 0);
	}

	return clock.now() - start;
}

test('without a limit nothing waits', () => {
	const {bucket} = create();

	expect(Array.from({length: 100}, () => bucket.take())).toEqual(
		Array.from({length: 100}, () => 0),
	);
	expect(bucket.rate()).toBe(Infinity);
});

test('after the burst, requests keep a little more than the endpoint’s distance', () => {
	const {bucket, clock} = create(oneASecond);

	expect([1, 2, 3].map(() => bucket.take())).toEqual([0, 0, 0]);
	expect(bucket.take()).toBe(1053);
	expect(takeAll(100, {bucket, clock})).toBeCloseTo(100 / 0.95 / 0.001, -3);
});

test('a time without requests makes room for the burst, and for no more', () => {
	const {bucket, clock} = create(oneASecond);
	takeAll(3, {bucket, clock});
	clock.advance(2106);

	expect([bucket.take(), bucket.take()]).toEqual([0, 0]);
	expect(bucket.take()).toBeGreaterThan(0);

	clock.advance(3_600_000);

	expect([1, 2, 3].map(() => bucket.take())).toEqual([0, 0, 0]);
	expect(bucket.take()).toBeGreaterThan(0);
});

test('a refusal pauses, then halves the rate', () => {
	const {bucket, clock} = create({perSecond: 10, burst: 10});
	takeAll(5, {bucket, clock});
	bucket.refused();

	expect(bucket.rate()).toBeCloseTo(4.75);
	expect(bucket.isPaused()).toBe(true);
	expect(bucket.take()).toBe(1000);

	clock.advance(1000);

	expect(bucket.isPaused()).toBe(false);
	expect([1, 2, 3, 4].map(() => bucket.take())).toEqual([0, 0, 0, 0]);
	expect(bucket.take()).toBeGreaterThan(0);
	expect(takeAll(20, {bucket, clock})).toBeGreaterThan(3000);
});

test('refusals of what was sent before are one refusal', () => {
	const {bucket, clock} = create({perSecond: 10, burst: 10});
	takeAll(5, {bucket, clock});
	bucket.refused();
	clock.advance(500);
	bucket.refused();

	expect(bucket.rate()).toBeCloseTo(4.75);
	expect(bucket.take()).toBe(1000);
});

test('refusals in a row are waited out longer and longer, up to half a minute', () => {
	const {bucket, clock} = create(oneASecond);
	const waits = Array.from({length: 7}, () => {
		takeAll(1, {bucket, clock});
		bucket.refused();
		return bucket.take();
	});

	expect(waits).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);

	takeAll(1, {bucket, clock});
	bucket.answered();
	takeAll(1, {bucket, clock});
	bucket.refused();

	expect(bucket.take()).toBe(1000);
});

test('what the endpoint asks to wait is kept, within reason', () => {
	const {bucket, clock} = create(oneASecond);
	bucket.take();
	bucket.refused(7000);

	expect(bucket.take()).toBe(7000);

	bucket.refused();

	expect(bucket.take()).toBe(7000);

	clock.advance(10_000);
	bucket.take();
	bucket.refused(1e12);

	expect(bucket.take()).toBe(600_000);
});

test('clients that were refused together return apart', () => {
	const {bucket} = create(oneASecond, () => 0.8);
	bucket.take();
	bucket.refused();

	expect(bucket.take()).toBe(1200);
});

test('the rate never falls below one request in four seconds', () => {
	const {bucket, clock} = create(oneASecond);
	for (let refusal = 0; refusal < 20; refusal++) {
		takeAll(2, {bucket, clock});
		bucket.refused();
	}

	expect(bucket.rate()).toBe(0.25);
});

test('an unknown limit is taken for half of what was sent in the last second', () => {
	const {bucket, clock} = create();
	takeAll(50, {bucket, clock});
	clock.advance(1000);
	takeAll(12, {bucket, clock});
	bucket.refused();

	expect(bucket.rate()).toBe(6);
});

test('an endpoint that refuses the first request is asked one a second', () => {
	const {bucket} = create();
	bucket.take();
	bucket.refused();

	expect(bucket.rate()).toBe(1);
});

test('a refusal of the first request after a pause leaves the rate as it is', () => {
	const {bucket, clock} = create(oneASecond);
	for (let refusal = 0; refusal < 5; refusal++) {
		takeAll(1, {bucket, clock});
		bucket.refused();
	}

	expect(bucket.rate()).toBe(0.95);

	takeAll(2, {bucket, clock});
	bucket.refused();

	expect(bucket.rate()).toBe(0.475);
});

test('a burst after a refusal is as small as the rate', () => {
	const {bucket, clock} = create({perSecond: 2, burst: 6});
	takeAll(2, {bucket, clock});
	bucket.refused();
	clock.advance(3_600_000);

	expect([1, 2, 3].map(() => bucket.take())).toEqual([0, 0, 0]);
	expect(bucket.take()).toBeGreaterThan(0);
});

/** Use all of the limit for so long, each request answered. */
function use(milliseconds: number, {bucket, clock}: {bucket: Bucket; clock: FakeClock}) {
	for (const end = clock.now() + milliseconds; clock.now() < end;) {
		takeAll(1, {bucket, clock});
		bucket.answered();
	}
}

test('when all goes well the rate returns to what was refused in steps, and then goes on slowly', () => {
	const {bucket, clock} = create({perSecond: 10, burst: 1});
	takeAll(2, {bucket, clock});
	bucket.refused();

	use(29_000, {bucket, clock});

	expect(bucket.rate()).toBeCloseTo(4.75);

	use(2000, {bucket, clock});

	expect(bucket.rate()).toBeCloseTo(4.75 * 1.1);

	use(300_000, {bucket, clock});
	const reached = bucket.rate();

	expect(reached).toBeGreaterThan(8);
	expect(reached).toBeLessThan(9.5);

	use(500_000, {bucket, clock});

	expect(bucket.rate()).toBeCloseTo(reached * 1.1);
});

test('the rate that is known in advance is exceeded only after ten minutes of use', () => {
	const {bucket, clock} = create(oneASecond);
	use(590_000, {bucket, clock});

	expect(bucket.rate()).toBe(0.95);

	use(20_000, {bucket, clock});

	expect(bucket.rate()).toBeCloseTo(1.045);
});

test('a rate that nobody needs is not raised', () => {
	const {bucket, clock} = create(oneASecond);
	for (let minute = 0; minute < 120; minute++) {
		clock.advance(60_000);
		bucket.take();
		bucket.answered();
	}

	expect(bucket.rate()).toBe(0.95);
});

test('what was needed before a rate was raised does not raise it again', () => {
	const {bucket, clock} = create(oneASecond);
	use(590_000, {bucket, clock});
	for (let minute = 0; minute < 40; minute++) {
		clock.advance(60_000);
		bucket.take();
		bucket.answered();
	}

	expect(bucket.rate()).toBeCloseTo(1.045);
});

test('what waited before a refusal does not count as a need after it', () => {
	const {bucket, clock} = create({perSecond: 10, burst: 1});
	takeAll(3, {bucket, clock});
	bucket.refused();
	const {isPaused, rate} = bucket;
	const lowered = rate();
	clock.advance(60_000);

	expect(isPaused()).toBe(false);
	bucket.take();
	bucket.answered();

	expect(rate()).toBe(lowered);
});

test('what is left of a token shortens the wait for the next', () => {
	const {bucket, clock} = create(oneASecond);
	takeAll(3, {bucket, clock});
	clock.advance(526);

	expect(bucket.take()).toBe(527);
});

test('a refusal is remembered for ten minutes', () => {
	const {bucket, clock} = create();

	expect(bucket.hasRefused()).toBe(false);

	bucket.refused();
	clock.advance(599_999);

	expect(bucket.hasRefused()).toBe(true);

	clock.advance(1);

	expect(bucket.hasRefused()).toBe(false);
});
