import {expect, test, vi} from 'vitest';
import {createPacedStore} from '../../src/support/paced-store.ts';
import {createStore} from '../../src/support/store.ts';
import {createFakeClock} from '../helpers/fake-clock.ts';

test('a value is told once an interval, however often it changes', () => {
	const clock = createFakeClock();
	const source = createStore(0);
	const paced = createPacedStore(source, {interval: 1000, clock});
	const listener = vi.fn();
	paced.subscribe(listener);
	const start = clock.now();

	source.set(1);
	source.set(2);
	expect(listener).not.toHaveBeenCalled();
	expect(paced.getSnapshot()).toEqual({value: 0, now: start});

	clock.advance(1000);
	expect(listener).toHaveBeenCalledTimes(1);
	expect(paced.getSnapshot()).toEqual({value: 2, now: start + 1000});

	clock.advance(3000);
	expect(listener).toHaveBeenCalledTimes(4);
	paced.close();
});

test('an urgent change is told at once, and the pace goes on', () => {
	const clock = createFakeClock();
	const source = createStore('live');
	const paced = createPacedStore(source, {
		isUrgent: (value, before) => value !== before,
		clock,
	});
	clock.advance(400);
	source.set('gone');
	expect(paced.getSnapshot().value).toBe('gone');

	clock.advance(599);
	expect(paced.getSnapshot().now).toBe(400);
	clock.advance(1);
	expect(paced.getSnapshot().now).toBe(1000);
	paced.close();
});

test('nothing is told after it is closed', () => {
	const clock = createFakeClock();
	const source = createStore(0);
	const paced = createPacedStore(source, {isUrgent: () => true, clock});
	paced.close();
	source.set(1);
	clock.advance(5000);
	expect(paced.getSnapshot().value).toBe(0);
});
