import {chmodSync, closeSync, constants, fstatSync, lstatSync, openSync} from 'node:fs';
import process from 'node:process';
import {PathError} from '../errors.ts';
import {requireRegularFile} from './regular-file.ts';

/* eslint-disable no-bitwise -- The system's flags are bits. */

/*
Private files are never accessed through a link: otherwise, anyone who can place one there could have any of this user's files overwritten, or its mode changed. Parent folders may be links.
*/

/**
Open a file that only its owner may read or write, and create it if it does not exist.

@param how `append` to its content, or `replace` it.

@returns A file descriptor.
@throws {PathError} If it is a link, or not a regular file.
*/
export function openPrivateFile(file: string, how: 'append' | 'replace'): number {
	const flags = own | (how === 'append' ? constants.O_APPEND : constants.O_TRUNC);
	const descriptor = openOwn(file, flags);
	try {
		requireRegularFile(file, fstatSync(descriptor));
	} catch (error) {
		closeSync(descriptor);
		throw error;
	}

	return descriptor;
}

function openOwn(file: string, flags: number) {
	try {
		return openSync(file, flags, 0o600);
	} catch (error) {
		const {code} = error as NodeJS.ErrnoException;
		if (code === 'ENXIO') {
			throw new PathError(file, 'it is a pipe or a socket', {cause: error});
		}

		throw code === 'ELOOP' ? refuseLink(file, error) : error;
	}
}

/**
Set the mode of a file, folder or socket without following a link. It is not opened for reading: closing a database again would release every lock that SQLite holds on it in this process (https://sqlite.org/howtocorrupt.html, 2.2).

@throws {PathError} If it is a link.
*/
export function setOwnMode(file: string, mode: number): void {
	if (process.platform !== 'linux') {
		if (lstatSync(file).isSymbolicLink()) {
			throw refuseLink(file);
		}

		chmodSync(file, mode);
		return;
	}

	// An `O_PATH` descriptor only refers to the file, and nobody can swap what it refers to (open(2)).
	const descriptor = openSync(file, pathOnly | constants.O_NOFOLLOW);
	try {
		if (fstatSync(descriptor).isSymbolicLink()) {
			throw refuseLink(file);
		}

		chmodSync(`/proc/self/fd/${descriptor}`, mode);
	} finally {
		closeSync(descriptor);
	}
}

/** Linux's `O_PATH`, for which Node.js has no constant. */
const pathOnly = 0o1000_0000;

/** Opening a pipe would otherwise wait for a reader. */
const own = constants.O_WRONLY | constants.O_CREAT | constants.O_NOFOLLOW | constants.O_NONBLOCK;

const refuseLink = (file: string, cause?: unknown) =>
	new PathError(file, 'it is a link, and btop does not follow links to its own files', {
		fix: 'Put the file itself there. To keep it elsewhere, make the whole home a link.',
		cause,
	});

/* eslint-enable no-bitwise */
