import {execFileSync} from 'node:child_process';
import process from 'node:process';

/** Find the engines that this process has started. */
export function childProcesses(): readonly number[] {
	const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat=,args='], {encoding: 'utf8'});
	return lines
		.split('\n')
		.map(line => line.trim().split(/\s+/v))
		.filter(
			([, parent, stat, ...args]) =>
				Number(parent) === process.pid &&
				!stat?.startsWith('Z') &&
				args.join(' ').includes('engine-process'),
		)
		.map(([pid]) => Number(pid));
}
