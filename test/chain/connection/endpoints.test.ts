import {expect, test} from 'vitest';
import {createEndpoints} from '../../../src/chain/connection/endpoints.ts';
import {createFakeClock} from '../../helpers/fake-clock.ts';

const [own, first, second] = ['ws://own', 'wss://first', 'wss://second'] as const;

function create() {
	const clock = createFakeClock(0);
	const endpoints = createEndpoints({urls: [own, first, second], clock});
	const stateOf = (url: string) => endpoints.store.getSnapshot().find(one => one.url === url)!;
	/** How long an endpoint is avoided from now on. */
	const pauseOf = (url: string) => {
		const start = clock.now();
		while (!endpoints.isDue(url)) {
			clock.advance(1000);
		}

		return clock.now() - start;
	};

	return {clock, endpoints, stateOf, pauseOf};
}

test('the first endpoint that is not avoided is picked, or the one that is avoided for the shortest time', () => {
	const {clock, endpoints} = create();
	expect(endpoints.pick()).toBe(own);
	endpoints.left(own, 'gone');
	expect(endpoints.pick()).toBe(first);
	clock.advance(1000);
	endpoints.left(first, 'gone');
	expect(endpoints.pick()).toBe(second);
	expect(endpoints.hasOther(second)).toBe(false);
	endpoints.left(second, 'gone');
	expect(endpoints.pick()).toBe(own);
});

test('an endpoint is avoided twice as long each time, up to half an hour', () => {
	const {endpoints, pauseOf} = create();
	const pauses = Array.from({length: 8}, () => {
		endpoints.left(own, 'gone');
		return pauseOf(own) / 1000;
	});

	expect(pauses).toEqual([30, 60, 120, 240, 480, 960, 1800, 1800]);
});

test('a fault after ten good minutes counts as the first, one before does not', () => {
	const {clock, endpoints, pauseOf} = create();
	endpoints.left(own, 'gone');
	pauseOf(own);
	endpoints.used(own);
	clock.advance(599_000);
	endpoints.left(own, 'gone');
	expect(pauseOf(own)).toBe(60_000);

	endpoints.used(own);
	clock.advance(600_000);
	endpoints.left(own, 'gone');
	expect(pauseOf(own)).toBe(30_000);
});

test('an endpoint that asks to wait longer is avoided for as long', () => {
	const {endpoints, pauseOf} = create();
	endpoints.left(own, 'it limits requests', 45_000);

	expect(pauseOf(own)).toBe(45_000);
});

test('when and why it was left is known until it is used again', () => {
	const {clock, endpoints, stateOf} = create();
	endpoints.used(own);
	clock.advance(5000);
	endpoints.left(own, 'it is late');
	clock.advance(40_000);
	endpoints.left(own, 'it does not answer');
	endpoints.found(own);
	expect(stateOf(own)).toMatchObject({state: 'ready', leftAt: 5000, reason: 'it does not answer'});

	endpoints.used(own);
	expect(stateOf(own)).toMatchObject({state: 'used', leftAt: undefined, reason: undefined});
	endpoints.freed(own);
	expect(endpoints.pick()).toBe(own);
});

test('an address that stands there twice is one endpoint', () => {
	const {store} = createEndpoints({urls: [own, own], clock: createFakeClock(0)});

	expect(store.getSnapshot()).toHaveLength(1);
});
