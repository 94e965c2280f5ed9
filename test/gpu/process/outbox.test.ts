import {setImmediate as nextTurn} from 'node:timers/promises';
import {expect, test} from 'vitest';
import type {FromEngine} from '../../../src/gpu/process/engine-messages.ts';
import {createOutbox} from '../../../src/gpu/process/outbox.ts';
import {createFakeClock} from '../../helpers/fake-clock.ts';

const text = (id: number, said: string) => ({kind: 'text', id, text: said}) as const;
const end = (id: number) =>
	({kind: 'text-end', id, reason: 'stop', promptTokens: 1, tokens: 1}) as const;

function createTestOutbox() {
	const told: unknown[] = [];
	const clock = createFakeClock();
	const outbox = createOutbox(clock);
	const tell = async (message: FromEngine) => {
		told.push(message.type === 'parts' && message.parts);
	};

	return {
		told,
		clock,
		say(id: number, said: string) {
			outbox.addText(text(id, said), tell);
		},
		end(id: number) {
			outbox.addEnd(end(id), tell);
		},
	};
}

test('what comes of a step is one message', async () => {
	const {told, say, end: finish} = createTestOutbox();
	say(1, 'one');
	say(2, 'two');
	finish(1);
	await nextTurn();

	expect(told).toEqual([[text(1, 'one'), text(2, 'two'), end(1)]]);
});

test('what continues texts is collected for 4 ms', async () => {
	const {told, clock, say} = createTestOutbox();
	for (const said of ['a', 'b', 'c']) {
		say(1, said);
		await nextTurn();
	}

	clock.advance(3);
	expect(told).toEqual([[text(1, 'a')]]);

	clock.advance(1);
	expect(told).toEqual([[text(1, 'a')], [text(1, 'bc')]]);
});

test('after a pause, a text goes on at once', async () => {
	const {told, clock, say} = createTestOutbox();
	say(1, 'a');
	await nextTurn();
	clock.advance(4);
	say(1, 'b');
	await nextTurn();

	expect(told).toEqual([[text(1, 'a')], [text(1, 'b')]]);
});

test('the beginning and the end of a text wait for nothing, and take along what has come', async () => {
	const {told, say, end: finish} = createTestOutbox();
	say(1, 'a');
	await nextTurn();
	say(1, 'b');
	say(2, 'c');
	await nextTurn();
	say(2, 'd');
	finish(1);
	await nextTurn();

	expect(told).toEqual([[text(1, 'a')], [text(1, 'b'), text(2, 'c')], [text(2, 'd'), end(1)]]);
});

test('a text that begins between two messages makes the later ones no more frequent', async () => {
	const {told, clock, say} = createTestOutbox();
	say(1, 'a');
	await nextTurn();
	clock.advance(2);
	say(2, 'b');
	await nextTurn();
	say(1, 'c');
	clock.advance(2);
	say(1, 'd');
	await nextTurn();
	clock.advance(2);
	expect(told).toEqual([[text(1, 'a')], [text(2, 'b')], [text(1, 'c')]]);

	clock.advance(2);
	expect(told.slice(3)).toEqual([[text(1, 'd')]]);
});

test('a number that is used again is the beginning of a text', async () => {
	const {told, say, end: finish} = createTestOutbox();
	say(1, 'a');
	finish(1);
	await nextTurn();
	say(1, 'b');
	await nextTurn();

	expect(told).toEqual([[text(1, 'a'), end(1)], [text(1, 'b')]]);
});
