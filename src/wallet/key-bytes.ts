import {PathError} from '../support/errors.ts';
import {readRegularFile} from '../support/files/regular-file.ts';
import {KeyfileFormatError} from './errors.ts';

/** No keyfile comes close: those in use have about 700 bytes. */
const limit = 65_536;

/**
Read a keyfile's bytes. The caller should wipe them.

@returns The bytes, or `undefined` if the file does not exist.

@throws {KeyfileFormatError} If it cannot be read, is too large, or is not a regular file.
*/
export async function findKeyBytes(path: string): Promise<Uint8Array | undefined> {
	try {
		return await readRegularFile(path, {limit});
	} catch (error) {
		const {code, message} = error as NodeJS.ErrnoException;
		if (code === 'ENOENT' || code === 'ENOTDIR') {
			return undefined;
		}

		const reason = error instanceof PathError ? error.problem : (code ?? message);
		throw new KeyfileFormatError(path, `cannot be read: ${reason}`, {cause: error});
	}
}
