import {closeSync, constants, fstatSync, openSync, type Stats} from 'node:fs';
import {open} from 'node:fs/promises';
import {PathError} from '../errors.ts';

/** Opening a pipe would otherwise wait for a writer. */
// eslint-disable-next-line no-bitwise -- The system's flags are bits.
export const readOnly = constants.O_RDONLY | constants.O_NONBLOCK;

export type ReadRegularFileOptions = {
	/** The largest size in bytes. @default 1_048_576 */
	readonly limit?: number;
};

/**
Read a whole file, unless it could take for ever or fill the memory.

@throws {PathError} If it is a folder, a device or a pipe, or too large. Other errors, such as for a missing file or a socket, are the system's.
*/
export async function readRegularFile(
	file: string,
	{limit = largest}: ReadRegularFileOptions = {},
): Promise<Uint8Array> {
	return readWithin(file, limit);
}

const largest = 1_048_576;

async function readWithin(file: string, limit: number) {
	await using handle = await open(file, readOnly);
	requireRegularFile(file, await handle.stat(), limit);
	return await handle.readFile();
}

/** Read a whole file as text; see `readRegularFile()`. */
export async function readTextFile(
	file: string,
	{limit = largest}: ReadRegularFileOptions = {},
): Promise<string> {
	return (await readWithin(file, limit)).toString();
}

/**
Open a file for reading.

@returns A file descriptor.
@throws {PathError} If it is a folder, a device or a pipe.
*/
export function openRegularFile(file: string): number {
	const descriptor = openSync(file, readOnly);
	try {
		requireRegularFile(file, fstatSync(descriptor));
	} catch (error) {
		closeSync(descriptor);
		throw error;
	}

	return descriptor;
}

/**
Check that a path leads to a regular file of bounded size.

@throws {PathError} If it does not.
*/
export function requireRegularFile(file: string, stats: Stats, limit = Infinity): void {
	const kind = describeKind(stats);
	if (kind !== undefined) {
		throw new PathError(file, `it is ${kind}`);
	}

	if (stats.size > limit) {
		throw new PathError(file, `it has ${stats.size} bytes, and at most ${limit} are expected`);
	}
}

function describeKind(stats: Stats): string | undefined {
	if (stats.isFile()) {
		return undefined;
	}

	if (stats.isDirectory()) {
		return 'a folder';
	}

	if (stats.isFIFO()) {
		return 'a pipe';
	}

	return stats.isSocket() ? 'a socket' : 'a device';
}
