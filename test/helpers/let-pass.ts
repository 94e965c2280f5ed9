import {setImmediate} from 'node:timers/promises';
import type {FakeClock} from './fake-clock.ts';

/** Let time pass, a second at a time and with a turn of the event loop after each, until work has ended. Tells how much passed, in milliseconds. */
export async function letPassUntil(clock: FakeClock, work: Promise<unknown>): Promise<number> {
	const start = clock.now();
	const state = {isOver: false};
	const end = () => {
		state.isOver = true;
	};

	work.then(end).catch(end);
	while (!state.isOver) {
		clock.advance(1000);
		await setImmediate();
	}

	return clock.now() - start;
}
