import {Buffer} from 'node:buffer';
import {closeSync, fstatSync, readSync} from 'node:fs';
import {openRegularFile} from '../../support/files/regular-file.ts';

/** Reads part of a file, like `fs.readSync()`. */
export type ReadPart = (
	descriptor: number,
	buffer: Uint8Array,
	part: {readonly length: number; readonly position: number},
) => number;

export type CheckOptions = {
	/** @default `fs.readSync` */
	readonly read?: ReadPart;
};

/** What is wrong with a file, as the end of a sentence: thrown from wherever it is found, and caught by the check. */
export class Fault extends Error {
	override name = 'Fault';
}

/** A view of a file that may have any size: it holds little of it at a time, and reads little in all. */
export type Window = {
	/** Size of the file. */
	readonly size: number;
	/** Get a byte. @throws {Fault} If the file has none there, or too much was read. */
	readonly byte: (position: number) => number;
	/** Get a little-endian integer; one above 2⁵³ is rounded. */
	readonly integer: (position: number, length: number) => number;
	/** Get text of at most 4,096 bytes. */
	readonly text: (position: number, length: number) => string;
};

/**
Check a file through a window on it.

@returns What is wrong, or `undefined`.
@throws {PathError} If it is a folder, a device or a pipe.
*/
export function checkFile(
	file: string,
	check: (window: Window) => void,
	{read = readSync}: CheckOptions = {},
): string | undefined {
	const descriptor = openRegularFile(file);
	try {
		check(createWindow(descriptor, read));
		return undefined;
	} catch (error) {
		if (error instanceof Fault) {
			return error.message;
		}

		throw error;
	} finally {
		closeSync(descriptor);
	}
}

/** What describes a model is far less than this; the rest are weights, which are skipped. */
export const mostRead = 64 * 1_048_576;
const smallest = 512;
const largest = 65_536;

function createWindow(descriptor: number, read: ReadPart): Window {
	const {size} = fstatSync(descriptor);
	const buffer = Buffer.alloc(largest);
	let start = 0;
	let end = 0;
	let length = smallest;
	let total = 0;

	const fill = (position: number) => {
		// A file that is read on and on is read in ever larger parts; one that is skipped through, in small ones.
		length = position >= end && position - end < length ? Math.min(2 * length, largest) : smallest;
		const count = position < size ? read(descriptor, buffer, {length, position}) : 0;
		total += count;
		if (count === 0) {
			throw new Fault('it ends too early');
		}

		if (total > mostRead) {
			throw new Fault(`more than ${mostRead / 1_048_576} MiB of it are no weights`);
		}

		start = position;
		end = position + count;
	};

	const byte = (position: number) => {
		if (position < start || position >= end) {
			fill(position);
		}

		return buffer[position - start]!;
	};

	return {
		size,
		byte,
		integer(position, count) {
			let value = 0;
			for (let index = 0; index < count; index++) {
				value += byte(position + index) * 256 ** index;
			}

			return value;
		},
		text(position, count) {
			if (count > longestText) {
				throw new Fault(`a name in it has ${count} bytes`);
			}

			return Buffer.from(
				Array.from({length: count}, (_, index) => byte(position + index)),
			).toString();
		},
	};
}

const longestText = 4096;
