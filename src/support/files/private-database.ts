import {closeSync, openSync} from 'node:fs';
import path from 'node:path';
import {ensureDirectory} from './ensure-directory.ts';
import {setOwnMode} from './private-file.ts';

/**
Create a SQLite database's file if it does not exist, and restrict it and SQLite's files next to it to their owner. Files that SQLite creates later inherit the main file's mode.

@throws {PathError} If one of them is a link.
*/
export function preparePrivateDatabase(file: string): void {
	ensureDirectory(path.dirname(file));
	unless('EEXIST', () => {
		closeSync(openSync(file, 'ax', 0o600));
	});
	for (const ending of ['', '-wal', '-shm']) {
		unless('ENOENT', () => {
			setOwnMode(`${file}${ending}`, 0o600);
		});
	}
}

/** Run work, ignoring errors with this code. */
function unless(code: string, work: () => void) {
	try {
		work();
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== code) {
			throw error;
		}
	}
}
