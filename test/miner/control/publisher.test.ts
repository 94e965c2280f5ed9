import {expect, test, vi} from 'vitest';
import {createPublisher} from '../../../src/miner/control/publisher.ts';
import {createStore} from '../../../src/support/store.ts';
import {createFakeClock} from '../../helpers/fake-clock.ts';

function start() {
	const clock = createFakeClock();
	const state = createStore<unknown>({answered: 0});
	const device = createStore<unknown>(undefined);
	const reader = {isFree: true};
	const send = vi.fn<(lines: string) => void>();
	const publisher = createPublisher({
		topics: {state, device},
		send,
		isFree: () => reader.isFree,
		interval: 250,
		clock,
	});
	const sent = () =>
		send.mock.calls
			.flatMap(([lines]) => lines.trimEnd().split('\n'))
			.filter(line => line !== '')
			.map(line => JSON.parse(line) as {readonly method: string; readonly params: unknown})
			.map(({method, params}) => [method, params]);
	return {clock, state, device, reader, publisher, send, sent};
}

test('of the values that come within the interval only the newest is sent, each topic once', () => {
	const {clock, state, device, publisher, send, sent} = start();
	expect(publisher.follow(['state', 'device', 'toString'])).toEqual({state: {answered: 0}});
	state.set({answered: 1});
	device.set({load: 0.5});
	state.set({answered: 2n});
	clock.advance(249);
	expect(sent()).toEqual([]);
	clock.advance(1);
	expect(sent()).toEqual([
		['state', {answered: '2'}],
		['device', {load: 0.5}],
	]);

	clock.advance(10_000);
	expect(send).toHaveBeenCalledTimes(1);
});

test('who reads too slowly gets the newest value once he has read', () => {
	const {clock, state, reader, publisher, sent} = start();
	publisher.follow(['state']);
	publisher.follow(['state']);
	reader.isFree = false;
	state.set({answered: 1});
	clock.advance(1000);
	state.set({answered: 2});
	clock.advance(1000);
	expect(sent()).toEqual([]);

	reader.isFree = true;
	clock.advance(250);
	expect(sent()).toEqual([['state', {answered: 2}]]);
});

test('what has no value is not sent, what was not asked for neither, and after closing nothing', () => {
	const {clock, state, device, publisher, sent} = start();
	publisher.follow(['device']);
	device.set({load: 1});
	device.set(undefined);
	state.set({answered: 1});
	clock.advance(250);
	device.set({load: 0});
	publisher.close();
	device.set({load: 2});
	clock.advance(250);

	expect(sent()).toEqual([]);
});
