import {expect, test} from 'vitest';
import {createHistory} from '../../../src/miner/observe/history.ts';
import type {QueryCounts} from '../../../src/miner/observe/query-counts.ts';
import {createStore} from '../../../src/support/store.ts';
import {createFakeClock} from '../../helpers/fake-clock.ts';

const none: QueryCounts = {
	answered: 0,
	refused: 0,
	refusals: {},
	recent: [],
	latency: undefined,
	lastAnswered: undefined,
};

function start({capacity}: {readonly capacity?: number} = {}) {
	const clock = createFakeClock(1000);
	const counts = createStore<QueryCounts>({...none, answered: 5});
	const memory = createStore(100);
	const device = {load: 0.25 as number | undefined};
	const history = createHistory({
		counts,
		memory,
		readLoad: () => device.load,
		capacity,
		clock,
	});
	return {clock, counts, memory, device, history};
}

test('each step has what came in it, and the median of its answers', () => {
	const {clock, counts, memory, device, history} = start();
	expect(history.store.getSnapshot()).toMatchObject({stepMs: 2000, end: 1000, answered: []});
	counts.set({...none, answered: 8, refused: 1});
	for (const milliseconds of [9, 1, 2.00044]) {
		history.countAnswer(milliseconds);
	}

	clock.advance(2000);
	memory.set(200);
	device.load = undefined;
	clock.advance(2000);
	expect(history.store.getSnapshot()).toEqual({
		stepMs: 2000,
		end: 5000,
		answered: [3, 0],
		refused: [1, 0],
		memory: [100, 200],
		load: [0.25, null],
		latency: [2, null],
	});
});

test('only so many steps are kept, and after closing none is added', () => {
	const {clock, counts, history} = start({capacity: 3});
	for (const answered of [6, 8, 11, 15]) {
		counts.set({...none, answered});
		clock.advance(2000);
	}

	expect(history.store.getSnapshot().answered).toEqual([2, 3, 4]);
	expect(history.store.getSnapshot().load).toHaveLength(3);
	history.close();
	const last = history.store.getSnapshot();
	clock.advance(10_000);
	expect(history.store.getSnapshot()).toBe(last);
});
