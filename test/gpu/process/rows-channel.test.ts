import {Buffer} from 'node:buffer';
import {PassThrough} from 'node:stream';
import {expect, test} from 'vitest';
import {receiveRows, type Rows, sendRows} from '../../../src/gpu/process/rows-channel.ts';

/** Receive what was written, in chunks of so many bytes. */
function receive(bytes: Uint8Array, chunk: number) {
	const received: Rows[] = [];
	let faults = 0;
	const stream = new PassThrough();
	receiveRows(stream, {
		onRows(rows) {
			received.push(rows);
		},
		onFault() {
			faults++;
		},
	});
	for (let start = 0; start < bytes.length; start += chunk) {
		stream.emit('data', bytes.subarray(start, start + chunk));
	}

	return {received, faults};
}

function send(...messages: readonly Rows[]): Uint8Array {
	const stream = new PassThrough();
	for (const message of messages) {
		sendRows(stream, message);
	}

	return stream.read() as Uint8Array;
}

const messages: readonly Rows[] = [
	{id: 1, rows: 2, data: Float32Array.of(1, NaN, -0, 1e-40)},
	{id: 2, rows: 0, data: new Float32Array()},
	// Of a larger buffer, as the rows of an answer are.
	{id: 2 ** 40, rows: 1, data: new Float32Array(64).fill(7).subarray(3, 9)},
];

test.each([1, 7, 24, 1000])(
	'rows arrive as they were sent, however they were cut: %s bytes',
	chunk => {
		expect(receive(send(...messages), chunk)).toEqual({received: messages, faults: 0});
	},
);

test.each([[-1], [0.5], [NaN], [Infinity], [2 ** 29 + 1]])(
	'a message that claims %s numbers is a fault, and nothing is received after it',
	length => {
		const {buffer, byteOffset, byteLength} = Float64Array.of(1, 1, length);
		const bytes = new Uint8Array(buffer, byteOffset, byteLength);

		expect(receive(Buffer.concat([bytes, send(...messages)]), 24)).toEqual({
			received: [],
			faults: 1,
		});
	},
);

test('an error of who is told about rows is its own, not a fault of the channel', () => {
	const stream = new PassThrough();
	const error = new RangeError('Not of the channel');
	let faults = 0;
	receiveRows(stream, {
		onRows() {
			throw error;
		},
		onFault() {
			faults++;
		},
	});

	expect(() => stream.emit('data', send(messages[0]!))).toThrow(error);
	expect(faults).toBe(0);
});
