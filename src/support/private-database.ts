import {chmodSync, closeSync, openSync} from 'node:fs';
import path from 'node:path';
import {ensureDirectory} from './ensure-directory.ts';

/**
Make the file of a SQLite database, if it is not there, and leave it and those that SQLite keeps beside it to their owner only. SQLite gives the mode of the main one to those that it makes later.

A file that is there is not opened: to close it again would drop every lock that SQLite has on it in this process (https://sqlite.org/howtocorrupt.html, 2.2).
*/
export function preparePrivateDatabase(file: string): void {
	ensureDirectory(path.dirname(file));
	unless('EEXIST', () => {
		closeSync(openSync(file, 'ax', 0o600));
	});
	for (const ending of ['', '-wal', '-shm']) {
		unless('ENOENT', () => {
			chmodSync(`${file}${ending}`, 0o600);
		});
	}
}

/** Do work whose failure by this code is no failure. */
function unless(code: string, work: () => void) {
	try {
		work();
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== code) {
			throw error;
		}
	}
}
