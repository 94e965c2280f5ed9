import {expect, test} from 'vitest';
import {createRateLimit} from '../../../src/miner/front/rate-limit.ts';
import {createFakeClock} from '../../helpers/fake-clock.ts';

test('the hotkey that asked longest ago is forgotten first, and starts afresh', () => {
	const mayAsk = createRateLimit({
		count: 1,
		duration: 60_000,
		capacity: 2,
		clock: createFakeClock(),
	});
	expect([mayAsk('first'), mayAsk('second')]).toEqual([true, true]);
	// A refusal counts as asking, too: whoever insists is not forgotten for it.
	expect(mayAsk('first')).toBe(false);
	expect(mayAsk('third')).toBe(true);

	expect(mayAsk('first')).toBe(false);
	expect(mayAsk('second')).toBe(true);
});
