import {execFile} from 'node:child_process';
import * as v from 'valibot';

export type SmiOptions = {
	/** NVIDIA's tool, with leading arguments. @default ['nvidia-smi'] */
	readonly smi?: readonly string[];
	/** Aborts a running query. */
	readonly signal?: AbortSignal;
};

/** The output format: one line per card or process, parsed by `toCells()`. */
export const smiFormat = '--format=csv,noheader,nounits';

/** Milliseconds after which it is killed: a hung driver never answers. */
const timeout = 10_000;

/**
Run NVIDIA's tool once.

@param what For example `--query-gpu=name`.

@returns The cells of each line; empty if there is no such tool or no NVIDIA card.
*/
export async function querySmi(
	what: string,
	{smi = ['nvidia-smi'], signal}: SmiOptions = {},
): Promise<readonly string[][]> {
	const [program, ...args] = smi;
	const {promise, resolve} = Promise.withResolvers<readonly string[][]>();
	execFile(
		program!,
		[...args, what, smiFormat],
		{timeout, killSignal: 'SIGKILL', signal},
		(error, stdout) => {
			const lines = error ? [] : stdout.split('\n').filter(line => line !== '');
			resolve(lines.map(line => toCells(line)));
		},
	);
	return promise;
}

/** Split a line into its cells. */
export const toCells = (line: string): string[] => line.split(',').map(cell => cell.trim());

/** A number that may be unknown: the tool then prints `[N/A]` or similar. */
export const figure = v.pipe(
	v.string(),
	v.transform(text => (/^\d+(?:\.\d+)?$/v.test(text) ? Number(text) : undefined)),
);

/** A `figure` in MiB, converted to bytes. */
export const mebibytes = v.pipe(
	figure,
	v.transform(count => (count === undefined ? undefined : count * 2 ** 20)),
);
