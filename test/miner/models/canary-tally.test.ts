import {expect, test} from 'vitest';
import {createTally, type ShadowResult} from '../../../src/miner/models/canary-tally.ts';

const scored = (score: number, milliseconds: number): ShadowResult => ({
	score,
	outcome: {milliseconds},
});

test('a tally begins with nothing', () => {
	const nothing = {queries: 0, failed: 0, score: null, p95Ms: null};
	const tally = createTally();

	expect(tally.read()).toEqual({pairs: 0, lead: null, current: nothing, candidate: nothing});
	expect(tally.readFault()).toBeUndefined();
});

test('shadow questions give scores, their difference and failures, but are no queries', () => {
	const tally = createTally();
	tally.countPair({current: scored(0.5, 10), candidate: scored(1, 20)});
	tally.countPair({
		current: scored(0.25, 30),
		candidate: {score: 0, outcome: {fault: 'did not answer in time'}},
	});

	expect(tally.read()).toMatchObject({
		pairs: 2,
		lead: {mean: 0.125},
		current: {queries: 0, failed: 0, score: 0.375, p95Ms: 30},
		candidate: {queries: 0, failed: 1, score: 0.5, p95Ms: 20},
	});
	expect(tally.readFault()).toBe('did not answer in time');
});

test('queries are counted by the model that they were given to, and failures of the model in use are none of the candidate', () => {
	const tally = createTally();
	tally.countQuery('current', {milliseconds: 5});
	tally.countQuery('current', {fault: 'refused: It died'});
	tally.countQuery('candidate', {milliseconds: 7});

	expect(tally.read()).toMatchObject({
		pairs: 0,
		current: {queries: 2, failed: 1, score: null},
		candidate: {queries: 1, failed: 0, score: null},
	});
	expect(tally.readFault()).toBeUndefined();
});

test('latency is that of queries once each model has answered 50, until then that of shadow questions', () => {
	const tally = createTally();
	tally.countPair({current: scored(1, 10), candidate: scored(1, 20)});
	for (let count = 0; count < 50; count++) {
		tally.countQuery('current', {milliseconds: 300});
		tally.countQuery('candidate', {milliseconds: count === 0 ? 900 : 400});
	}

	// One that failed is no answer.
	const other = createTally();
	other.countPair({current: scored(1, 10), candidate: scored(1, 20)});
	for (let count = 0; count < 50; count++) {
		other.countQuery('current', {milliseconds: 300});
		other.countQuery('candidate', count === 0 ? {fault: 'failed'} : {milliseconds: 400});
	}

	expect(tally.read()).toMatchObject({current: {p95Ms: 300}, candidate: {p95Ms: 400}});
	expect(other.read()).toMatchObject({current: {p95Ms: 10}, candidate: {p95Ms: 20}});
});
