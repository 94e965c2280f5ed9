import {readSync} from 'node:fs';
import type {ReadPart} from '../../src/models/check/window.ts';

/** Make a reader of files that counts what it reads. */
export function createCountingRead() {
	const counted = {reads: 0, bytes: 0};
	const read: ReadPart = (...part) => {
		const bytes = readSync(...part);
		counted.reads += 1;
		counted.bytes += bytes;
		return bytes;
	};

	return {read, counted};
}
