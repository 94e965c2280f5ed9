import {Buffer} from 'node:buffer';
import {PassThrough} from 'node:stream';
import {expect, onTestFinished, test} from 'vitest';
import {receiveRows, type Rows, sendRows} from '../../../src/gpu/process/rows-channel.ts';
import {createSharedMemory, type SharedMemory} from '../../../src/gpu/process/shared-memory.ts';
import {makeTemporaryFolder} from '../../helpers/temporary-folder.ts';

type Options = {readonly memory?: SharedMemory | undefined};

/** Receive what was written, in chunks of so many bytes. */
function receive(bytes: Uint8Array, chunk: number, {memory}: Options = {}) {
	const received: Rows[] = [];
	let faults = 0;
	const stream = new PassThrough();
	receiveRows(stream, {
		memory,
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

function send(messages: readonly Rows[], {memory}: Options = {}): Uint8Array {
	const stream = new PassThrough({highWaterMark: 2 ** 20});
	for (const message of messages) {
		sendRows(stream, message, {memory});
	}

	return stream.read() as Uint8Array;
}

async function share(): Promise<SharedMemory> {
	const memory = createSharedMemory(await makeTemporaryFolder('rows'))!;
	onTestFinished(memory.close);
	return memory;
}

/** Too much for a message. */
const large = {rows: 3, data: Float32Array.from({length: 9000}, (_, index) => index / 7)};

const messages: readonly Rows[] = [
	{id: 1, rows: 2, slot: 0, data: Float32Array.of(1, NaN, -0, 1e-40)},
	{id: 2, rows: 0, slot: 1, data: new Float32Array()},
	{id: 3, slot: 2, ...large},
	// Of a larger buffer, as the rows of an answer are.
	{id: 2 ** 40, rows: 1, slot: 0, data: new Float32Array(64).fill(7).subarray(3, 9)},
	{id: 4, slot: 1, ...large, data: large.data.map(number => -number)},
];

test.each([1, 7, 40, 1000])(
	'rows arrive as they were sent, however they were cut: %s bytes',
	chunk => {
		expect(receive(send(messages), chunk)).toEqual({received: messages, faults: 0});
	},
);

test('large rows go through memory that is shared', async () => {
	const memory = await share();
	const sent = send(messages, {memory});

	expect(sent.length).toBeLessThan(1000);
	expect(receive(sent, 7, {memory})).toEqual({received: messages, faults: 0});
});

test('rows may take the place of those that were in their slot before', () => {
	const stream = new PassThrough();
	const received: Rows[] = [];
	receiveRows(stream, {
		reuses: true,
		onRows(rows) {
			received.push({...rows, data: Float32Array.from(rows.data)});
			places.push(rows.data);
		},
		onFault: () => undefined,
	});
	const places: Float32Array[] = [];
	const row = (slot: number, ...numbers: readonly number[]): Rows => ({
		id: 1,
		rows: 1,
		slot,
		data: Float32Array.from(numbers),
	});
	const sent = [row(0, 1, 2), row(1, 3, 4), row(0, 5, 6), row(1, 7), row(1, 8)];
	stream.emit('data', send(sent));

	expect(received).toEqual(sent);
	expect(places.map(place => places.indexOf(place))).toEqual([0, 1, 0, 3, 3]);
});

test('large rows go the usual way while no memory is granted', () => {
	const memory: SharedMemory = {write: () => false, read: () => false};

	expect(receive(send(messages, {memory}), 1000, {memory})).toEqual({
		received: messages,
		faults: 0,
	});
});

test.each([[-1], [0.5], [NaN], [Infinity], [2 ** 29 + 1]])(
	'a message that claims %s numbers is a fault, and nothing is received after it',
	length => {
		const header = toBytes(1, 1, 0, length, 0);

		expect(receive(Buffer.concat([header, send(messages)]), 40)).toEqual({
			received: [],
			faults: 1,
		});
	},
);

test('a message that claims numbers where there are none is a fault', async () => {
	const header = toBytes(1, 1, 3, 1000, 1);
	const memory = await share();

	expect(receive(header, 40)).toEqual({received: [], faults: 1});
	expect(receive(header, 40, {memory})).toEqual({received: [], faults: 1});
	expect(receive(toBytes(1, 1, -1, 1000, 1), 40, {memory}).faults).toBe(1);
});

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

	expect(() => stream.emit('data', send(messages.slice(0, 1)))).toThrow(error);
	expect(faults).toBe(0);
});

function toBytes(...numbers: readonly number[]): Uint8Array {
	const {buffer, byteOffset, byteLength} = Float64Array.from(numbers);
	return new Uint8Array(buffer, byteOffset, byteLength);
}
