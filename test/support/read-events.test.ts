import {Buffer} from 'node:buffer';
import {expect, test} from 'vitest';
import {EndlessEventError, isEventStream, readEvents} from '../../src/support/read-events.ts';

async function read(...pieces: ReadonlyArray<string | Uint8Array>) {
	async function* toChunks() {
		for (const piece of pieces) {
			yield typeof piece === 'string' ? Buffer.from(piece) : piece;
		}
	}

	return Array.fromAsync(readEvents(toChunks()));
}

test.each([
	[
		'lines may end in three ways',
		'data: a\n\ndata: b\r\n\r\ndata: c\r\rdata: d\n\n',
		['a', 'b', 'c', 'd'],
	],
	['one space after the colon is dropped', 'data:a\n\ndata:  b\n\n', ['a', ' b']],
	['lines of data are joined', 'data: a\ndata\ndata: b\n\n', ['a\n\nb']],
	[
		'comments and other fields are ignored',
		': ping\n\nid: 7\nevent: x\ndata: a\nretry: 9\n\n',
		['a'],
	],
	['fields that begin with its name are others', 'database: a\n\n', []],
	['an event that is not ended is dropped', 'data: a\n\ndata: b\n', ['a']],
	['a byte order mark is ignored', '\u{FEFF}data: a\n\n', ['a']],
])('%s', async (_name, text, events) => {
	expect(await read(text)).toEqual(events);
	// However the bytes arrive.
	expect(await read(...Array.from(Buffer.from(text), byte => Uint8Array.of(byte)))).toEqual(events);
});

test('a character may be split between two pieces', async () => {
	const bytes = Buffer.from('data: ±𝄞\n\n');
	expect(await read(bytes.subarray(0, 7), bytes.subarray(7, 10), bytes.subarray(10))).toEqual([
		'±𝄞',
	]);
});

test.each([
	['line', 'data: ', 'x'.repeat(65_536)],
	['event', '', `data: ${'x'.repeat(65_536)}\n`],
])('an endless %s is refused', async (_name, begin, piece) => {
	await expect(read(begin, piece, piece, piece)).resolves.toEqual([]);
	await expect(read(begin, piece, piece, piece, piece, piece)).rejects.toBeInstanceOf(
		EndlessEventError,
	);
});

test.each([
	['text/event-stream', true],
	['text/event-stream; charset=utf-8', true],
	['Text/Event-Stream;charset="UTF-8"', true],
	['text/event-streams', false],
	['application/json; x=text/event-stream', false],
	[null, false],
])('whether `%s` is a stream of events: %s', (contentType, expected) => {
	expect(isEventStream(contentType)).toBe(expected);
});
