import {spawn} from 'node:child_process';
import {performance} from 'node:perf_hooks';

export type Sample = {
	/** Milliseconds from start to exit. */
	readonly milliseconds: number;
	/** Peak resident memory in MiB, where the system tells. */
	readonly mebibytes: number;
};

/** Run a program to its end, in an environment, and measure it whole. */
export async function runProgram(
	[program, ...args]: readonly string[],
	env: NodeJS.ProcessEnv = process.env,
): Promise<Sample> {
	const start = performance.now();
	// GNU time writes the peak memory, in KiB, as the last line of stderr.
	const child = spawn('/usr/bin/time', ['-f', '%M', program!, ...args], {
		env,
		stdio: ['ignore', 'ignore', 'pipe'],
	});
	let text = '';
	child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
		text += chunk;
	});
	const code = await new Promise<number | undefined>((resolve, reject) => {
		child.once('error', reject);
		child.once('close', resolve);
	});
	if (code !== 0) {
		throw new Error(`\`${program} ${args.join(' ')}\` ended with ${code}: ${text}`);
	}

	return {
		milliseconds: performance.now() - start,
		mebibytes: Number(text.trim().split('\n').at(-1)) / 1024,
	};
}

export const median = (values: readonly number[]): number => {
	const sorted = values.toSorted((left, right) => left - right);
	const middle = Math.floor(sorted.length / 2);
	return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};
