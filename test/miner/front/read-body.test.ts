import {Buffer} from 'node:buffer';
import type {IncomingMessage} from 'node:http';
import {PassThrough} from 'node:stream';
import {setImmediate as turn} from 'node:timers/promises';
import {expect, test} from 'vitest';
import type {BodyRoom} from '../../../src/miner/front/body-room.ts';
import {readBody} from '../../../src/miner/front/read-body.ts';
import {createFakeClock} from '../../helpers/fake-clock.ts';

/** Begin to read a body that arrives by hand. */
function read({headers = {}}: {readonly headers?: Record<string, string>} = {}) {
	const clock = createFakeClock();
	const stream = Object.assign(new PassThrough(), {headers});
	const held: number[] = [];
	const opened: unknown[] = [];
	let closes = 0;
	let cut!: () => void;
	const room: BodyRoom = {
		open(source, onCut) {
			opened.push(source);
			cut = onCut;
			return {
				add(bytes) {
					held.push(bytes);
				},
				close() {
					closes++;
				},
			};
		},
	};
	const source = {name: 'a', rank: 2};
	const done = readBody(stream as unknown as IncomingMessage, {
		limit: 100_000,
		room,
		source,
		clock,
	});
	const send = async (piece: string | Uint8Array) => {
		stream.write(piece);
		await turn();
	};

	return {
		clock,
		stream,
		held,
		opened,
		source,
		done,
		send,
		closes: () => closes,
		cut() {
			cut();
		},
	};
}

const large = (length: number) => Buffer.alloc(length, 'x');

test('a body is what arrived, and is accounted for until it is read', async () => {
	const {stream, held, opened, source, done, send, closes} = read();
	await send('{"numbers":');
	await send('[1]}');
	expect(held).toEqual([11 + 256, 4 + 256]);
	expect(closes()).toBe(0);
	stream.end();

	expect(await done).toEqual({ok: true, body: Buffer.from('{"numbers":[1]}')});
	expect(opened).toEqual([source]);
	expect(closes()).toBeGreaterThan(0);
});

test('a body of one piece is not copied, and one of none is empty', async () => {
	const one = read();
	const piece = Buffer.from('whole');
	await one.send(piece);
	one.stream.end();
	const whole = await one.done;
	expect(whole.ok && whole.body.buffer).toBe(piece.buffer);

	const none = read();
	none.stream.end();
	none.stream.resume();
	expect(await none.done).toEqual({ok: true, body: Buffer.from('')});
});

test('a body whose head says that it is too large is not read at all', async () => {
	const {done, opened} = read({headers: {'content-length': '100001'}});
	expect(await done).toEqual({ok: false, reason: 'body-too-large'});
	expect(opened).toEqual([]);
});

test('a body may be as large as the limit, and no byte more', async () => {
	const exact = read({headers: {'content-length': '100000'}});
	await exact.send(large(60_000));
	await exact.send(large(40_000));
	exact.stream.end();
	expect(await exact.done).toMatchObject({ok: true});

	const over = read();
	await over.send(large(60_000));
	await over.send(large(40_001));
	expect(await over.done).toEqual({ok: false, reason: 'body-too-large'});
	expect(over.held).toEqual([60_256]);
	await over.send('more');
	expect(over.held).toEqual([60_256]);
});

test('a body may take three seconds, and longer at 64 KiB a second', async () => {
	const {clock, done, send} = read();
	clock.advance(2999);
	await send(large(65_536));
	clock.advance(1000);
	let isDone = false;
	void done.then(() => {
		isDone = true;
	});
	await turn();
	expect(isDone).toBe(false);
	clock.advance(1);

	expect(await done).toEqual({ok: false, reason: 'body-too-slow'});
});

test('a body that was read is not too slow afterwards', async () => {
	const {clock, stream, done} = read();
	stream.end();
	stream.resume();
	expect(await done).toMatchObject({ok: true});
	clock.advance(10_000);
	expect(await done).toMatchObject({ok: true});
});

test('a body that has to make room is refused, and so is one whose client is gone', async () => {
	const cut = read();
	await cut.send('half');
	cut.cut();
	expect(await cut.done).toEqual({ok: false, reason: 'too-busy'});

	const gone = read();
	await gone.send('half');
	gone.stream.destroy();
	expect(await gone.done).toEqual({ok: false, reason: 'client-gone'});
	expect(gone.closes()).toBeGreaterThan(0);
});
