import {readFileSync} from 'node:fs';
import process from 'node:process';

/** Tell whether a process of that number is there. One that has ended, and that nobody has waited for yet, is not. */
export function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}

	return !isZombie(pid);
}

/** On systems without `/proc` nobody is known to be one. */
function isZombie(pid: number) {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
		// The state follows the name, which stands in parentheses and may hold anything (proc_pid_stat(5)).
		return ['X', 'Z'].includes(stat.charAt(stat.lastIndexOf(')') + 2));
	} catch {
		return false;
	}
}
