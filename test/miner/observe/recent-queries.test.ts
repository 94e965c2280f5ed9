import {expect, test} from 'vitest';
import {createRecentQueries, sumUpMinute} from '../../../src/miner/observe/recent-queries.ts';
import {createFakeClock} from '../../helpers/fake-clock.ts';

test('queries of the latest minute are counted by what became of them', () => {
	const clock = createFakeClock();
	const recent = createRecentQueries(clock);
	const read = () => sumUpMinute(recent.read(), clock.now());
	expect(read()).toEqual({answered: 0, reasons: {}});

	recent.countAnswer();
	recent.countRefusal('deadline');
	clock.advance(30_000);
	recent.countAnswer();
	recent.countAnswer();
	recent.countRefusal('deadline');
	recent.countRefusal('cancelled');
	expect(read()).toEqual({answered: 3, reasons: {deadline: 2, cancelled: 1}});
});

test('what is older than a minute is forgotten, though nothing came since', () => {
	const clock = createFakeClock(600_000);
	const recent = createRecentQueries(clock);
	recent.countAnswer();
	clock.advance(59_999);
	expect(sumUpMinute(recent.read(), clock.now()).answered).toBe(1);
	clock.advance(1);
	expect(sumUpMinute(recent.read(), clock.now()).answered).toBe(0);
});

test('no more is kept than a minute holds', () => {
	const clock = createFakeClock();
	const recent = createRecentQueries(clock);
	for (let query = 0; query < 1000; query++) {
		recent.countAnswer();
		clock.advance(777);
	}

	expect(recent.read().length).toBeLessThanOrEqual(12);
});

test('what was counted before the clock was set back is forgotten', () => {
	const clock = createFakeClock(7_200_000);
	const recent = createRecentQueries(clock);
	recent.countRefusal('stale-request');
	clock.advance(-3_600_000);
	expect(sumUpMinute(recent.read(), clock.now())).toEqual({answered: 0, reasons: {}});
	recent.countAnswer();
	expect(sumUpMinute(recent.read(), clock.now())).toEqual({answered: 1, reasons: {}});
	expect(recent.read()).toHaveLength(1);
});
