import {expect, test} from 'vitest';
import {createQueue, type Waiting} from '../../../src/gpu/batch/queue.ts';

const item = (name: string, deadline: number, priority = 0) => ({name, deadline, priority});
const names = (items: ReadonlyArray<{readonly name: string}>) => items.map(({name}) => name);

test('the earliest deadline comes first, then the higher priority, then who came first', () => {
	const queue = createQueue<ReturnType<typeof item>>(10);
	for (const one of [
		item('late', 30),
		item('early', 10),
		item('second', 20, 1),
		item('third', 20, 1),
		item('first', 20, 2),
	]) {
		queue.add(one);
	}

	expect(queue.first()?.name).toBe('early');
	expect(names(queue.take(3))).toEqual(['early', 'first', 'second']);
	expect(queue.size()).toBe(2);
	expect(names(queue.take(5))).toEqual(['third', 'late']);
	expect(queue.first()).toBeUndefined();
});

test('a full queue puts out the lowest priority, of equal ones the latest deadline', () => {
	const queue = createQueue<ReturnType<typeof item>>(3);
	queue.add(item('a', 1, 1));
	queue.add(item('b', 2, 1));
	queue.add(item('c', 3, 2));

	expect(queue.add(item('d', 4, 1))?.name).toBe('d');
	expect(queue.add(item('e', 5, 3))?.name).toBe('b');
	expect(names(queue.take(3))).toEqual(['a', 'c', 'e']);
});

test('who left is not there any more', () => {
	const queue = createQueue<ReturnType<typeof item>>(3);
	const one = item('one', 1);
	queue.add(one);

	expect(queue.remove(one)).toBe(true);
	expect(queue.remove(one)).toBe(false);
	expect(queue.size()).toBe(0);
});

test('callers take turns, however many queries of one wait', () => {
	const queue = createQueue<Waiting & {readonly name: string}>(10);
	for (const name of ['a1', 'a2', 'a3', 'a4']) {
		queue.add({...item(name, 1), caller: 'a'});
	}

	expect(names(queue.take(1))).toEqual(['a1']);
	queue.add({...item('b1', 2), caller: 'b'});
	queue.add({...item('b2', 2), caller: 'b'});
	queue.add({...item('c1', 2), caller: 'c'});
	expect(names(queue.take(10))).toEqual(['b1', 'c1', 'a2', 'b2', 'a3', 'a4']);
});

test('a caller whose queries are over has no turns to wait for', () => {
	const queue = createQueue<Waiting & {readonly name: string}>(10);
	const left = ['a1', 'a2', 'a3'].map(name => ({...item(name, 1), caller: 'a'}));
	for (const one of left) {
		queue.add(one);
	}

	for (const one of left) {
		queue.remove(one);
	}

	queue.add({...item('b1', 2), caller: 'b'});
	queue.add({...item('a4', 1), caller: 'a'});
	expect(names(queue.take(2))).toEqual(['a4', 'b1']);
});

test('infinite deadlines keep the order in which they came', () => {
	const queue = createQueue<ReturnType<typeof item>>(10);
	for (const name of ['first', 'second', 'third']) {
		queue.add(item(name, Infinity));
	}

	expect(names(queue.take(3))).toEqual(['first', 'second', 'third']);
});
