import {expect, test} from 'vitest';
import {
	canaryRules,
	addDifference,
	decideCanary,
	estimateRunningLead,
	noDifferences,
	type Evidence,
} from '../../../src/miner/models/canary-rules.ts';
import {createRandom, drawNormal} from '../../../src/support/random.ts';

type Parts = Omit<Partial<Evidence>, 'current' | 'candidate'> & {
	readonly current?: Partial<Evidence['current']>;
	readonly candidate?: Partial<Evidence['candidate']>;
};

const decide = ({current, candidate, ...parts}: Parts = {}) =>
	decideCanary({
		elapsed: 600_000,
		deaths: {current: {count: 0}, candidate: {count: 0}},
		pairs: 60,
		lead: {mean: 0.1, low: 0.02, high: 0.18},
		...parts,
		current: {queries: 540, failed: 0, score: 0.8, p95Ms: 40, ...current},
		candidate: {queries: 60, failed: 0, score: 0.9, p95Ms: 50, ...candidate},
	});

const worse = {mean: -0.1, low: -0.18, high: -0.02};
const equal = {mean: 0, low: -0.015, high: 0.015};
const unclear = {mean: 0, low: -0.05, high: 0.05};

test('a better score promotes, once there were enough questions and queries', () => {
	expect(decide()).toEqual({
		outcome: 'promoted',
		reason: 'It scores higher: by +0.100, between +0.020 and +0.180',
	});
	expect(decide({pairs: canaryRules.fewestPairs - 1})).toBeUndefined();
	expect(decide({candidate: {queries: canaryRules.fewestQueries - 1}})).toBeUndefined();
});

test('an interval that touches zero decides nothing', () => {
	expect(decide({lead: {mean: 0.1, low: 0, high: 0.2}})).toBeUndefined();
	expect(decide({lead: {mean: -0.1, low: -0.2, high: 0}})).toBeUndefined();
	expect(
		decide({pairs: canaryRules.fewestPairs, candidate: {queries: canaryRules.fewestQueries}}),
	).toMatchObject({outcome: 'promoted'});
});

test('a worse score rolls back, whether validators have asked or not', () => {
	expect(decide({lead: worse, candidate: {queries: 0}})).toEqual({
		outcome: 'rolled-back',
		reason: 'It scores lower: by -0.100, between -0.180 and -0.020',
	});
	expect(decide({lead: worse, pairs: canaryRules.fewestPairs - 1})).toBeUndefined();
});

test('failures that the model in use does not have roll back, even a better one', () => {
	expect(decide({candidate: {failed: 3}, fault: 'did not answer in time'})).toEqual({
		outcome: 'rolled-back',
		reason:
			'It failed on 3 of 120 questions, the model in use on 0 of 600; the last time it did not answer in time',
	});
	expect(decide({candidate: {failed: 2}})).toMatchObject({outcome: 'promoted'});
	expect(decide({candidate: {failed: 3, queries: 90}})).toMatchObject({outcome: 'promoted'});
	expect(decide({candidate: {failed: 3}, current: {failed: 10}})).toMatchObject({
		outcome: 'promoted',
	});
	// Twice as often is not more than that.
	expect(decide({candidate: {failed: 4}, current: {failed: 10}})).toMatchObject({
		outcome: 'promoted',
	});
	expect(decide({pairs: 3, lead: null, candidate: {failed: 3, queries: 0}})).toEqual({
		outcome: 'rolled-back',
		reason: 'It failed on 3 of 3 questions, the model in use on 0 of 543',
	});
});

test('an engine that dies again and again rolls back, unless that of the model in use does so, too', () => {
	const died = (candidate: number, current = 0) =>
		decide({
			deaths: {
				current: {count: current},
				candidate: {count: candidate, end: 'was killed by signal `SIGKILL`'},
			},
		});
	expect(died(3, 1)).toEqual({
		outcome: 'rolled-back',
		reason:
			'Its engine died 3 times, that of the model in use 1 time; the last time it was killed by signal `SIGKILL`',
	});
	expect(died(2)).toMatchObject({outcome: 'promoted'});
	expect(died(4, 2)).toMatchObject({outcome: 'promoted'});
	expect(died(5, 2)).toMatchObject({outcome: 'rolled-back'});
});

test('answers that take half as long again, and a tenth of a second more, roll back', () => {
	const pairs = canaryRules.fewestTimed;
	expect(decide({pairs, current: {p95Ms: 200}, candidate: {p95Ms: 301}})).toEqual({
		outcome: 'rolled-back',
		reason: 'It is slower: 95 of 100 answers take up to 301 ms, with the model in use 200 ms',
	});
	expect(decide({pairs, current: {p95Ms: 200}, candidate: {p95Ms: 300}})).toMatchObject({
		outcome: 'promoted',
	});
	expect(decide({pairs, current: {p95Ms: 1}, candidate: {p95Ms: 100}})).toMatchObject({
		outcome: 'promoted',
	});
	expect(decide({pairs, slack: 1000, current: {p95Ms: 1}, candidate: {p95Ms: 900}})).toMatchObject({
		outcome: 'promoted',
	});
});

test('answers are slow by both measures or not at all', () => {
	const isSlow = (current: Evidence['current']['p95Ms'], candidate: Evidence['current']['p95Ms']) =>
		decide({
			pairs: canaryRules.fewestTimed,
			current: {p95Ms: current},
			candidate: {p95Ms: candidate},
		})?.outcome === 'rolled-back';
	expect(isSlow(400, 601)).toBe(true);
	expect(isSlow(400, 600)).toBe(false);
	expect(isSlow(100, 201)).toBe(true);
	expect(isSlow(100, 200)).toBe(false);
	expect(isSlow(null, 5000)).toBe(false);
	expect(isSlow(40, null)).toBe(false);
});

test('while latency speaks against it, a model is not promoted, and rolled back only for more than a few answers', () => {
	const slow = {current: {p95Ms: 1}, candidate: {p95Ms: 900}, pairs: canaryRules.fewestTimed - 1};
	expect(decide(slow)).toBeUndefined();
	expect(decide({...slow, pairs: 1})).toBeUndefined();
	expect(decide({...slow, lead: worse})).toMatchObject({outcome: 'rolled-back'});
	expect(decide({...slow, elapsed: canaryRules.longest})).toMatchObject({
		outcome: 'rolled-back',
		reason: expect.stringMatching(/^It is slower/v),
	});
});

test('when time is up, a score that is hardly lower at worst promotes, and any other rolls back', () => {
	const elapsed = canaryRules.longest;
	expect(decide({lead: equal})).toBeUndefined();
	expect(decide({lead: equal, elapsed})).toEqual({
		outcome: 'promoted',
		reason: 'Time is up, and it scores no lower: by +0.000, between -0.015 and +0.015',
	});
	expect(decide({lead: unclear, elapsed})).toMatchObject({
		outcome: 'rolled-back',
		reason: expect.stringMatching(/^Time is up, and it may score lower/v),
	});
	expect(decide({lead: {...equal, low: -canaryRules.tolerance}, elapsed})).toMatchObject({
		outcome: 'rolled-back',
	});
	expect(decide({lead: equal, pairs: 30, elapsed})).toMatchObject({outcome: 'promoted'});
	expect(decide({lead: equal, pairs: 29, elapsed})).toEqual({
		outcome: 'rolled-back',
		reason: 'Time is up after only 29 shadow questions: the miner was too busy',
	});
	expect(decide({lead: null, pairs: 0, elapsed})).toMatchObject({outcome: 'rolled-back'});
	expect(decide({elapsed, candidate: {queries: 0}})).toMatchObject({outcome: 'promoted'});
});

function estimate(numbers: readonly number[]) {
	let differences = noDifferences;
	for (const number of numbers) {
		differences = addDifference(differences, number);
	}

	return estimateRunningLead(differences);
}

test('the interval is that of the paper for its case of unit variance', () => {
	// With 99 differences of variance v and the added one, (99v + 1) / 100 is the variance used.
	const differences = Array.from({length: 100}, (_, index) => (index % 2 === 0 ? 0.5 : -0.5));
	const {mean, low, high} = estimate(differences)!;
	expect(mean).toBe(0);
	// Sqrt(0.26) times 0.30350, computed by hand from the equation with ρ² = 0.079358.
	expect(high).toBeCloseTo(0.1547, 3);
	expect(low).toBeCloseTo(-0.1547, 3);
	expect(estimate([])).toBeNull();
	expect(estimate([0])).toEqual({mean: 0, low: -1, high: 1});
});

test('the interval lies around the mean, whatever that is', () => {
	const {mean, low, high} = estimate(
		Array.from({length: 1000}, (_, index) => (index % 2 === 0 ? 0.8 : -0.2)),
	)!;
	expect(mean).toBeCloseTo(0.3, 9);
	// Sqrt(0.251) times 0.102513, from the same equation.
	expect(high - mean).toBeCloseTo(0.05136, 4);
	expect(mean - low).toBeCloseTo(0.05136, 4);
});

test('equal answers prove little at first', () => {
	const width = (count: number) => estimate(Array.from({length: count}, () => 0))!.high;
	expect(width(30)).toBeGreaterThan(0.1);
	expect(width(300)).toBeLessThan(canaryRules.tolerance);
});

test('models that are equal are told apart in at most one of twenty trials, however often one looks', () => {
	const random = createRandom(11);
	const trials = 200;
	const wrong = Array.from({length: trials}, () => {
		let differences = noDifferences;
		for (let count = 1; count <= 240; count++) {
			differences = addDifference(differences, 0.3 * drawNormal(random));
			const {low, high} = estimateRunningLead(differences)!;
			if (count >= canaryRules.fewestPairs && (low > 0 || high < 0)) {
				return true;
			}
		}

		return false;
	}).filter(Boolean);
	expect(wrong.length / trials).toBeLessThanOrEqual(0.05);
});
