import {setImmediate} from 'node:timers/promises';
import {expect, test} from 'vitest';
import {createRequestQueue, type Urgency} from '../../../src/chain/connection/request-queue.ts';
import {createFakeClock} from '../../helpers/fake-clock.ts';

function create(burst = 1) {
	const clock = createFakeClock();
	const queue = createRequestQueue({limit: {perSecond: 1, burst}, clock, random: () => 0});
	const passed: string[] = [];
	return {
		clock,
		queue,
		passed,
		async ask(name: string, urgency: Urgency = 'normal', signal?: AbortSignal) {
			await queue.pass(urgency, signal);
			passed.push(name);
		},
		/** Let time pass, and those whose turn it is. */
		async pass(seconds: number) {
			for (let second = 0; second < seconds; second++) {
				clock.advance(1100);
				await setImmediate();
			}
		},
	};
}

test('the most urgent is first, those of the same urgency in their order', async () => {
	const {ask, pass, passed} = create();
	const all = Promise.all([
		ask('first'),
		ask('background', 'background'),
		ask('one'),
		ask('two'),
		ask('transaction', 'transaction'),
	]);
	await pass(1);

	expect(passed).toEqual(['first', 'transaction']);

	await pass(3);
	await all;

	expect(passed).toEqual(['first', 'transaction', 'one', 'two', 'background']);
});

test('whoever no longer waits leaves the queue without taking a turn', async () => {
	const {ask, pass, passed} = create();
	const controller = new AbortController();
	await ask('first');
	const given = ask('given up', 'normal', controller.signal);
	const last = ask('last');
	controller.abort(new Error('enough'));

	await expect(given).rejects.toThrow('enough');
	await expect(ask('late', 'normal', controller.signal)).rejects.toThrow('enough');

	await pass(1);
	await last;

	expect(passed).toEqual(['first', 'last']);
});

test('a refusal holds up those who wait, urgent or not', async () => {
	const {ask, pass, passed, queue} = create(3);
	await ask('first');
	queue.refused(5000);
	const all = Promise.all([ask('second', 'transaction'), ask('third')]);
	await pass(4);

	expect(passed).toEqual(['first']);
	expect(queue.isHolding()).toBe(true);

	await pass(10);
	await all;

	expect(passed).toEqual(['first', 'second', 'third']);
	expect(queue.isHolding()).toBe(false);
});

test('it holds while somebody waits or a refusal is waited out', async () => {
	const {ask, pass, queue} = create();

	expect(queue.isHolding()).toBe(false);

	await ask('first');

	expect(queue.isHolding()).toBe(false);

	const second = ask('second');

	expect(queue.isHolding()).toBe(true);

	await pass(1);
	await second;

	expect(queue.isHolding()).toBe(false);

	queue.refused();

	expect(queue.isHolding()).toBe(true);
});
