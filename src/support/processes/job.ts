import {readFileSync} from 'node:fs';
import process from 'node:process';

/** Check whether the terminal's keys go to this process and its job. Always `true` on systems without `/proc`. */
export function isForegroundJob(): boolean {
	try {
		const stat = readFileSync('/proc/self/stat', 'utf8');
		// State, parent, group, session, terminal and its foreground group follow the name (proc_pid_stat(5)).
		const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
		return fields[2] === fields[5];
	} catch {
		return true;
	}
}

/**
Suspend this process and its whole job, as Ctrl-Z does, until the shell resumes it. If nothing could resume it, the system does not suspend it.
*/
export function suspendJob(): void {
	// Our parent, such as npm, belongs to the job too. We are suspended before this returns.
	process.kill(0, 'SIGTSTP');
	// Only the foreground job is notified when the terminal is resized.
	process.kill(process.pid, 'SIGWINCH');
}
