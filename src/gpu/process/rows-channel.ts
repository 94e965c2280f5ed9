import type {Readable, Writable} from 'node:stream';
import type {SharedMemory} from './shared-memory.ts';

/** The file descriptor of the channel in an engine process; its parent holds the other end. */
export const rowsDescriptor = 5;

/** The numbers of a pass, or of its answer. */
export type Rows = {
	readonly id: number;
	/** Number of rows. */
	readonly rows: number;
	/** A slot of shared memory, which belongs to the pass until it is answered. */
	readonly slot: number;
	/** Concatenated rows. */
	readonly data: Float32Array;
};

export type SendOptions = {
	/** @default none */
	readonly memory?: SharedMemory;
	readonly onSent?: (error: unknown) => void;
};

export type ReceiveOptions = {
	/** @default none */
	readonly memory?: SharedMemory;
	/** Whether the rows of a slot may be overwritten by those that come next in it, rather than being the listener's to keep. @default false */
	readonly reuses?: boolean;
	readonly onRows: (rows: Rows) => void;
	/** Called when what comes is something else, or more than fits into memory. Nothing is received after that. */
	readonly onFault: () => void;
};

/** The most numbers at once: 2 GiB. */
const longest = 2 ** 29;
/** Bytes from which on a system call more pays. */
const worthSharing = 2 ** 15;

/**
Send rows as they lie in memory, many of them by memory that is shared. The IPC channel would copy them four times, which for a picture takes longer than the hop itself.

They must stay as they are until `onSent` is called.
*/
export function sendRows(
	stream: Writable,
	{id, rows, slot, data}: Rows,
	{memory, onSent}: SendOptions = {},
): void {
	const bytes = toBytes(data);
	const isShared = bytes.length >= worthSharing && memory?.write(slot, bytes) === true;
	const header = toBytes(Float64Array.of(id, rows, slot, data.length, Number(isShared)));
	if (isShared) {
		stream.write(header, onSent);
		return;
	}

	stream.cork();
	stream.write(header);
	stream.write(bytes, onSent);
	stream.uncork();
}

/**
Receive rows that `sendRows()` sent at the other end of a stream.
*/
export function receiveRows(
	stream: Readable,
	{memory, reuses = false, onRows, onFault}: ReceiveOptions,
): void {
	// New memory would be filled with zeros first, which takes as long as what is then read into it.
	const places = new Map<number, Float32Array>();
	const findPlace = (slot: number, length: number) => {
		const last = places.get(slot);
		const place = last?.length === length ? last : makeRoom(length);
		if (reuses && place) {
			places.set(slot, place);
		}

		return place;
	};

	const header = new Float64Array(5);
	let body: Float32Array | undefined;
	let part = toBytes(header);
	let filled = 0;

	const expectPart = (bytes: Uint8Array) => {
		part = bytes;
		filled = 0;
	};

	const deliver = (data: Float32Array) => {
		const {id, rows, slot} = readHeader(header);
		body = undefined;
		expectPart(toBytes(header));
		onRows({id, rows, slot, data});
		return true;
	};

	/** Go on to what comes after a part that is complete; `false` if the part makes no sense. */
	const next = () => {
		if (body) {
			return deliver(body);
		}

		const {slot, length, isShared} = readHeader(header);
		const data = findPlace(slot, length);
		if (!data) {
			return false;
		}

		if (isShared === 1) {
			return memory?.read(slot, toBytes(data)) === true && deliver(data);
		}

		if (length === 0) {
			return deliver(data);
		}

		body = data;
		expectPart(toBytes(data));
		return true;
	};

	const receive = (chunk: Uint8Array) => {
		for (let rest = chunk; rest.length > 0;) {
			const taken = rest.subarray(0, part.length - filled);
			part.set(taken, filled);
			filled += taken.length;
			rest = rest.subarray(taken.length);
			if (filled === part.length && !next()) {
				stream.off('data', receive);
				onFault();
				return;
			}
		}
	};

	stream.on('data', receive);
}

/** Make room for the numbers of a message, if there can be so many. */
function makeRoom(length: number): Float32Array | undefined {
	if (!Number.isSafeInteger(length) || length < 0 || length > longest) {
		return undefined;
	}

	try {
		return new Float32Array(length);
	} catch {
		// Memory does not suffice. What is at the other end may claim any length, so that must not end this process.
		return undefined;
	}
}

function readHeader(numbers: Float64Array) {
	const [id, rows, slot, length, isShared] = numbers as unknown as Header;
	return {id, rows, slot, length, isShared};
}

type Header = readonly [id: number, rows: number, slot: number, length: number, isShared: number];

const toBytes = ({buffer, byteOffset, byteLength}: Float32Array | Float64Array) =>
	new Uint8Array(buffer, byteOffset, byteLength);
