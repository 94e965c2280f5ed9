import {expect, test, vi} from 'vitest';
import {callAtDeadline} from '../../../src/gpu/batch/deadline.ts';
import {createFakeClock} from '../../helpers/fake-clock.ts';

test('it calls at the deadline, not before, and not once it was cancelled', () => {
	const clock = createFakeClock(1000);
	const [kept, cancelled] = [vi.fn(), vi.fn()];
	callAtDeadline(clock, 1500, kept);
	callAtDeadline(clock, 1500, cancelled)();

	clock.advance(499);
	expect(kept).not.toHaveBeenCalled();
	clock.advance(1);
	expect(kept).toHaveBeenCalledOnce();
	expect(cancelled).not.toHaveBeenCalled();
});

test('a deadline that is over is due at once', () => {
	const after = vi.fn(() => () => undefined);
	callAtDeadline({...createFakeClock(1000), after}, 400, vi.fn());

	expect(after).toHaveBeenCalledExactlyOnceWith(0, expect.any(Function));
});

test.each([
	[2_147_483_647, 1],
	[2_147_483_648, 0],
	[Infinity, 0],
])('of a deadline %d ms away, which may overflow a timer, %d timers are set', (delay, timers) => {
	const after = vi.fn(() => () => undefined);
	const cancel = callAtDeadline({...createFakeClock(), after}, delay, vi.fn());
	cancel();

	expect(after).toHaveBeenCalledTimes(timers);
});
