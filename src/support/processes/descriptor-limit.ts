import {readFileSync} from 'node:fs';

/** Read how many file descriptors this process may have: `Infinity` if there is no limit, or if the system does not say. */
export function readDescriptorLimit(): number {
	try {
		const limits = readFileSync('/proc/self/limits', 'utf8');
		// The soft limit, which Node raises to the hard one when it starts (proc_pid_limits(5)).
		const {soft} = /^Max open files +(?<soft>\d+) /mv.exec(limits)!.groups!;
		return Number(soft);
	} catch {
		return Infinity;
	}
}
