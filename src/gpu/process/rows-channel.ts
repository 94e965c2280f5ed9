import type {Readable, Writable} from 'node:stream';

/** The file descriptor of the channel in an engine process; its parent holds the other end. */
export const rowsDescriptor = 5;

/** The numbers of a pass, or of its answer. */
export type Rows = {
	readonly id: number;
	/** Number of rows. */
	readonly rows: number;
	/** Concatenated rows. */
	readonly data: Float32Array;
};

/** The most numbers at once: 2 GiB. */
const longest = 2 ** 29;

/**
Send rows as they lie in memory. The IPC channel would copy them four times, which for a picture takes longer than the hop itself.

They must stay as they are until `onSent` is called.
*/
export function sendRows(
	stream: Writable,
	{id, rows, data}: Rows,
	onSent?: (error: unknown) => void,
): void {
	stream.cork();
	stream.write(toBytes(Float64Array.of(id, rows, data.length)));
	stream.write(toBytes(data), onSent);
	stream.uncork();
}

/**
Receive rows that `sendRows()` sent at the other end of a stream.

@param onFault Called when what comes is something else, or more than fits into memory. Nothing is received after that.
*/
export function receiveRows(
	stream: Readable,
	{onRows, onFault}: {readonly onRows: (rows: Rows) => void; readonly onFault: () => void},
): void {
	const header = new Float64Array(3);
	let data: Float32Array | undefined;
	let part = toBytes(header);
	let filled = 0;

	/** Go on to what comes after a part that is complete, unless it was an invalid header. */
	const next = (): boolean => {
		const [id, rows, length] = header as unknown as readonly [number, number, number];
		const isBody = data !== undefined;
		data ??= makeRoom(length);
		if (data === undefined) {
			return false;
		}

		if (isBody || length === 0) {
			onRows({id, rows, data});
			data = undefined;
		}

		part = toBytes(data ?? header);
		filled = 0;
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

const toBytes = ({buffer, byteOffset, byteLength}: Float32Array | Float64Array) =>
	new Uint8Array(buffer, byteOffset, byteLength);
