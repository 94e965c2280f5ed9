import {Buffer} from 'node:buffer';
import {createReadStream, fstatSync, openSync} from 'node:fs';
import {Socket} from 'node:net';
import {addAbortSignal, type Readable} from 'node:stream';
import {readOnly} from '../support/files/regular-file.ts';

/** No password or 24-word phrase comes close. */
const largest = 65_536;

/**
Read a password or mnemonic from a file, without surrounding whitespace. A pipe works too, but an endless source such as `/dev/zero` is not read for ever.

@param source - A path, or a file descriptor, which stays open.
@param options.signal Ends the waiting for a pipe.
@throws {RangeError} If it is far too long to be either.
*/
export async function readSecretText(
	source: string | number,
	{signal}: {readonly signal?: AbortSignal} = {},
): Promise<string> {
	const stream =
		typeof source === 'number'
			? createReadStream('', {fd: source, autoClose: false})
			: openStream(source);
	if (signal) {
		addAbortSignal(signal, stream);
	}

	const chunks: Uint8Array[] = [];
	let length = 0;
	try {
		// Destroying the stream would close a descriptor that is not ours, even without `autoClose`.
		const reading = stream.iterator({destroyOnReturn: typeof source === 'string'});
		for await (const chunk of reading as AsyncIterable<Uint8Array>) {
			chunks.push(chunk);
			length += chunk.length;
			if (length > largest) {
				throw new RangeError(`It holds more than ${largest} bytes`);
			}
		}

		const whole = Buffer.concat(chunks);
		chunks.push(whole);
		return whole.toString().trim();
	} finally {
		for (const chunk of chunks) {
			chunk.fill(0);
		}
	}
}

function openStream(path: string): Readable {
	const fd = openSync(path, readOnly);
	// A file stream could not be ended while it waits for a writer.
	return fstatSync(fd).isFIFO()
		? new Socket({fd, readable: true, writable: false})
		: createReadStream('', {fd});
}
