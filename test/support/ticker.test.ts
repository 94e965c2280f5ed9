import {expect, test, vi} from 'vitest';
import {createTicker} from '../../src/support/ticker.ts';
import {createFakeClock} from '../helpers/fake-clock.ts';

test('the time is told once an interval, to all who listen', () => {
	const clock = createFakeClock();
	const ticker = createTicker({interval: 1000, clock});
	const [one, other] = [vi.fn(), vi.fn()];
	ticker.subscribe(one);
	ticker.subscribe(other);
	clock.advance(2500);

	expect(one).toHaveBeenCalledTimes(2);
	expect(other).toHaveBeenCalledTimes(2);
	expect(ticker.getSnapshot()).toBe(2000);
});

test('it ticks only while somebody listens', () => {
	const clock = createFakeClock();
	const after = vi.spyOn(clock, 'after');
	const ticker = createTicker({interval: 1000, clock});
	clock.advance(5000);
	expect(after).not.toHaveBeenCalled();

	const forgets = [ticker.subscribe(() => undefined), ticker.subscribe(() => undefined)];
	forgets[0]!();
	forgets[0]!();
	clock.advance(1000);
	expect(after).toHaveBeenCalledTimes(2);
	forgets[1]!();
	clock.advance(5000);
	expect(after).toHaveBeenCalledTimes(2);

	ticker.subscribe(() => undefined);
	clock.advance(1000);
	expect(ticker.getSnapshot()).toBe(clock.now());
});
