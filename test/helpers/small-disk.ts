import {execFileSync} from 'node:child_process';
import {closeSync, openSync, rmSync, writeSync} from 'node:fs';
import path from 'node:path';
import {onTestFinished} from 'vitest';
import {makeTemporaryFolder} from './temporary-folder.ts';

export type SmallDisk = {
	readonly directory: string;
	/** Write until nothing more fits. */
	readonly fill: () => void;
	/** Make room again. */
	readonly free: () => void;
};

/** Mount a disk of 1 MiB for the length of a test; `undefined` where this user may not mount. */
export async function mountSmallDisk(): Promise<SmallDisk | undefined> {
	const directory = await makeTemporaryFolder('disk');
	try {
		execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', directory], {stdio: 'ignore'});
	} catch {
		return undefined;
	}

	onTestFinished(() => {
		// Whoever still has a file open there does not keep the others from it.
		execFileSync('umount', ['--lazy', directory]);
	});
	const ballast = path.join(directory, 'ballast');
	return {
		directory,
		fill() {
			const descriptor = openSync(ballast, 'a');
			try {
				for (;;) {
					writeSync(descriptor, 'x'.repeat(512));
				}
			} catch (error) {
				if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') {
					throw error;
				}
			} finally {
				closeSync(descriptor);
			}
		},
		free() {
			rmSync(ballast);
		},
	};
}
