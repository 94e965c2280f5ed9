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

@param onFault Called when what comes is something else. Nothing is received after that.
*/
export function receiveRows(
	stream: Readable,
	{onRows, onFault}: {readonly onRows: (rows: Rows) => void; readonly onFault: () => void},
): void {
	const header = new Float64Array(3);
	let data: Float32Array | undefined;
	let part = toBytes(header);
	let filled = 0;

	/** Go on to what comes after a part that is complete. */
	const next = () => {
		const [id, rows, length] = header as unknown as readonly [number, number, number];
		data ??= new Float32Array(Number.isSafeInteger(length) && length <= longest ? length : -1);
		const isBody = part.buffer === data.buffer;
		if (isBody || length === 0) {
			onRows({id, rows, data});
			data = undefined;
		}

		part = toBytes(data ?? header);
		filled = 0;
	};

	const read = (chunk: Uint8Array) => {
		for (let rest = chunk; rest.length > 0;) {
			const taken = rest.subarray(0, part.length - filled);
			part.set(taken, filled);
			filled += taken.length;
			rest = rest.subarray(taken.length);
			if (filled === part.length) {
				next();
			}
		}
	};

	const receive = (chunk: Uint8Array) => {
		try {
			read(chunk);
		} catch (error) {
			if (!(error instanceof RangeError)) {
				throw error;
			}

			stream.off('data', receive);
			onFault();
		}
	};

	stream.on('data', receive);
}

const toBytes = ({buffer, byteOffset, byteLength}: Float32Array | Float64Array) =>
	new Uint8Array(buffer, byteOffset, byteLength);
