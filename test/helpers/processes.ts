import {readdir, readFile} from 'node:fs/promises';

/** Find the processes whose environment names a folder; on systems without `/proc` none are found. */
export async function processesNaming(directory: string): Promise<readonly number[]> {
	const names = await readdir('/proc').catch(() => []);
	const found = await Promise.all(
		names
			.filter(name => /^\d+$/v.test(name))
			.map(async name => {
				const environment = await readFile(`/proc/${name}/environ`, 'utf8').catch(() => '');
				return environment.includes(directory) ? [Number(name)] : [];
			}),
	);
	return found.flat();
}

/** Find the processes that a process started, on systems with `/proc`. */
export async function childrenOf(pid: number): Promise<readonly number[]> {
	const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
	// Without any, zero would be found, which to a signal is the whole group of the sender.
	return (text.match(/\d+/gv) ?? []).map(Number);
}

/** Tell whether a process has ended; one that nobody has waited for yet counts as ended. */
export async function isGone(pid: number): Promise<boolean> {
	const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
	return status === '' || status.includes(' Z ');
}

/** Read how much processor time a process has used, in hundredths of a second (proc_pid_stat(5)). */
export async function cpuTimeOf(pid: number): Promise<number> {
	const status = await readFile(`/proc/${pid}/stat`, 'utf8');
	const fields = status.slice(status.lastIndexOf(')') + 2).split(' ');
	return Number(fields[11]) + Number(fields[12]);
}
