import {once} from 'node:events';
import {Socket} from 'node:net';
import {expect, test} from 'vitest';
import {createConnections, ranks} from '../../../src/miner/front/connections.ts';

/** Create a registry, and what opens a connection from an address. */
function create(capacity = 8) {
	const connections = createConnections({capacity, maxUnderWay: 2});
	const open = (remoteAddress: string) => {
		const socket = Object.defineProperty(new Socket(), 'remoteAddress', {value: remoteAddress});
		connections.open(socket);
		return socket;
	};

	return {...connections, open};
}

const destroyed = (sockets: readonly Socket[]) => sockets.map(socket => socket.destroyed);

test('an address may hold half of the connections, then its oldest goes', () => {
	const {open} = create();
	const own = Array.from({length: 5}, () => open('10.0.0.1'));

	expect(destroyed(own)).toEqual([true, false, false, false, false]);
});

test('when all are taken, the oldest of the address with the most goes', () => {
	const {open} = create();
	const most = Array.from({length: 4}, () => open('10.0.0.1'));
	const others = Array.from({length: 4}, (_, index) => open(`10.0.1.${index}`));
	const newcomer = open('10.0.2.1');

	expect(destroyed([...most, ...others, newcomer])).toEqual([
		true,
		...Array.from({length: 8}, () => false),
	]);
});

test('a connection that was closed leaves room', async () => {
	const {open} = create(2);
	const [first] = [open('10.0.0.1'), open('10.0.0.2')];
	first.destroy();
	await once(first, 'close');
	const third = open('10.0.0.3');

	expect(destroyed([third])).toEqual([false]);
});

test('addresses that proved a hotkey are spared before strangers', () => {
	const {open, prove} = create(4);
	prove(open('10.0.0.1'), 'validator');
	const known = [open('10.0.0.1'), open('10.0.0.1')];
	const stranger = open('10.0.0.2');
	const newcomer = open('10.0.0.3');

	expect(destroyed([...known, stranger, newcomer])).toEqual([false, false, true, false]);
});

test('where all are proven, a newcomer takes the place of an idle one of the hotkey with the most', () => {
	const {open, prove, begin} = create(8);
	const [busy, idle, ...single] = ['most', 'most', ...'abcdef'].map(hotkey => {
		const socket = open('10.0.0.1');
		prove(socket, hotkey);
		return socket;
	});
	begin(busy!);
	const newcomer = open('10.0.0.3');

	expect(destroyed([busy!, ...single, newcomer])).not.toContain(true);
	expect(destroyed([idle!])).toEqual([true]);
});

test('where all are proven and busy, the newcomer goes', () => {
	const {open, prove, begin} = create(4);
	const busy = ['one', 'two', 'three', 'four'].map(hotkey => {
		const socket = open('10.0.0.1');
		prove(socket, hotkey);
		begin(socket);
		return socket;
	});
	const newcomer = open('10.0.0.3');

	expect(destroyed([...busy, newcomer])).toEqual([false, false, false, false, true]);
});

test('a hotkey may keep a quarter of the connections; a further one takes the place of an idle one', () => {
	const {open, prove, begin, end, isProven} = create(8);
	const [first, second, third] = [open('10.0.0.1'), open('10.0.0.1'), open('10.0.0.1')];
	for (const socket of [first, second]) {
		expect(isProven(socket)).toBe(false);
		expect(prove(socket, 'validator')).toBe(true);
		expect(isProven(socket)).toBe(true);
		begin(socket);
	}

	expect(prove(third, 'validator')).toBe(false);
	expect(isProven(third)).toBe(false);
	end(second);
	expect(prove(third, 'validator')).toBe(true);
	expect(destroyed([first, second, third])).toEqual([false, true, false]);
});

test('a hotkey that proves itself again over its connection keeps it, however many it has', () => {
	const {open, prove, begin} = create(4);
	const socket = open('10.0.0.1');
	prove(socket, 'validator');
	begin(socket);

	expect(prove(socket, 'validator')).toBe(true);
	expect(socket.destroyed).toBe(false);
});

test('another hotkey that proves itself over a connection takes it over', () => {
	const {open, prove, sourceOf} = create(8);
	const [first, second, third] = [open('10.0.0.1'), open('10.0.0.1'), open('10.0.0.1')];
	prove(first, 'one');
	prove(second, 'one');
	prove(first, 'two');
	expect(sourceOf(first, 'two')).toEqual({name: 'two', rank: ranks.proven});
	expect(prove(third, 'one')).toBe(true);
	expect(destroyed([first, second, third])).toEqual([false, false, false]);
});

test('what a closed connection proves opens no other’s place', () => {
	const {open, prove, isProven} = create(4);
	const socket = open('10.0.0.1');
	socket.destroy();

	expect(prove(socket, 'validator')).toBe(true);
	expect(isProven(socket)).toBe(false);
	expect(prove(open('10.0.0.1'), 'validator')).toBe(true);
});

test('a request is charged to the best that is known of its sender', () => {
	const {open, prove, sourceOf} = create();
	const [socket, sibling, stranger] = [open('10.0.0.1'), open('10.0.0.1'), open('10.0.0.2')];
	expect(sourceOf(socket, 'validator')).toEqual({name: '10.0.0.1', rank: ranks.claimed});
	prove(socket, 'validator');

	expect(sourceOf(socket, 'validator')).toEqual({name: 'validator', rank: ranks.proven});
	expect(sourceOf(sibling, 'validator')).toEqual({name: 'validator 10.0.0.1', rank: ranks.known});
	expect(sourceOf(socket, 'other')).toEqual({name: '10.0.0.1', rank: ranks.claimed});
	expect(sourceOf(stranger, 'validator')).toEqual({name: '10.0.0.2', rank: ranks.claimed});
});

test('a connection may have so many requests under way', () => {
	const {open, begin, end} = create();
	const socket = open('10.0.0.1');

	expect([begin(socket), begin(socket), begin(socket)]).toEqual([true, true, false]);
	end(socket);
	expect([begin(socket), begin(socket)]).toEqual([true, false]);
});
