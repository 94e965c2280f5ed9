import {expect, test} from 'vitest';
import {createQueryCounter} from '../../../src/miner/observe/query-counts.ts';
import {createFakeClock} from '../../helpers/fake-clock.ts';

function start() {
	const clock = createFakeClock(60_000);
	const counter = createQueryCounter({clock, interval: 100});
	const published: number[] = [];
	counter.state.subscribe(() => {
		const {answered, refused} = counter.state.getSnapshot();
		published.push(answered + refused);
	});
	return {clock, published, ...counter};
}

test('queries are counted by what became of them, refusals by their reason', () => {
	const {clock, state, countAnswer, countRefusal, close} = start();
	expect(state.getSnapshot()).toEqual({
		answered: 0,
		refused: 0,
		refusals: {},
		recent: [],
		latency: undefined,
		lastAnswered: undefined,
	});

	countAnswer(4);
	clock.advance(10);
	countAnswer(8);
	clock.advance(10);
	countRefusal('deadline');
	countRefusal('deadline');
	countRefusal('too-busy');
	close();

	expect(state.getSnapshot()).toEqual({
		answered: 2,
		refused: 3,
		refusals: {deadline: 2, 'too-busy': 1},
		recent: [{at: 60_000, answered: 2, reasons: {deadline: 2, 'too-busy': 1}}],
		latency: {p50: 4, p95: 8, p99: 8},
		lastAnswered: 60_010,
	});
});

test('the first after a pause is published at once, and under load only so many a second', () => {
	const {clock, published, countAnswer, countRefusal} = start();
	countAnswer(1);
	expect(published).toEqual([1]);
	countAnswer(1);
	countRefusal('deadline');
	clock.advance(99);
	expect(published).toEqual([1]);
	clock.advance(1);
	expect(published).toEqual([1, 3]);

	clock.advance(10_000);
	expect(published).toEqual([1, 3]);
	countRefusal('deadline');
	expect(published).toEqual([1, 3, 4]);
});

test('after closing nothing is published by itself', () => {
	const {clock, published, countAnswer, close} = start();
	countAnswer(1);
	countAnswer(1);
	close();
	expect(published).toEqual([1, 2]);
	clock.advance(10_000);
	expect(published).toEqual([1, 2]);
});
