import {writeFileSync} from 'node:fs';
import process from 'node:process';

/**
Keep the memory of this process and its children, with its keys and passwords, out of core dumps and away from the inspector.

A core dump then contains none of its memory, wherever the system sends it; a size limit would not apply to dumps sent to a pipe (core(5)). Only Linux allows this from inside the process; elsewhere dumps are off by default.

SIGUSR1 no longer opens the inspector. A process that is not a `btop` command must be started with `--disable-sigusr1` instead.
*/
export function guardMemory(): void {
	// Node.js does not act on the signal if there is a listener.
	process.on('SIGUSR1', () => undefined);
	try {
		// Dump no kind of memory mapping; children inherit this.
		writeFileSync('/proc/self/coredump_filter', '0');
	} catch {
		// Not all systems have `/proc`.
	}
}
