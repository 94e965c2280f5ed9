import {expect, test} from 'vitest';
import {createLatencyWindow} from '../../../src/miner/observe/latency.ts';

test('percentiles are exact, by nearest rank', () => {
	const window = createLatencyWindow();
	for (let milliseconds = 100; milliseconds > 0; milliseconds--) {
		window.add(milliseconds);
	}

	expect(window.read()).toEqual({p50: 50, p95: 95, p99: 99});
});

test('one sample is every percentile, and none is none', () => {
	const window = createLatencyWindow();
	expect(window.read()).toBeUndefined();
	window.add(7.5);
	expect(window.read()).toEqual({p50: 7.5, p95: 7.5, p99: 7.5});
});

test('only the latest samples count', () => {
	const window = createLatencyWindow(10);
	for (const milliseconds of [
		...Array.from({length: 100}, () => 1000),
		...Array.from({length: 10}, () => 2),
	]) {
		window.add(milliseconds);
	}

	expect(window.read()).toEqual({p50: 2, p95: 2, p99: 2});
});
