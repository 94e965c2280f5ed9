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
	options: SmiOptions = {},
): Promise<readonly string[][]> {
	const text = await runSmi([what, smiFormat], options);
	return text
		.split('\n')
		.filter(line => line !== '')
		.map(line => toCells(line));
}

/**
Read the newest version of CUDA that the driver can run, which no query returns; `undefined` if unknown.

@example
```
await readCudaVersion();
//=> '12.8'
```
*/
export async function readCudaVersion(options: SmiOptions = {}): Promise<string | undefined> {
	const banner = await runSmi([], options);
	return /CUDA(?: UMD)? Version\s*:\s*(?<version>\d{1,3}\.\d{1,3})/v.exec(banner)?.groups!.version;
}

async function runSmi(
	args: readonly string[],
	{smi = ['nvidia-smi'], signal}: SmiOptions,
): Promise<string> {
	const [program, ...leading] = smi;
	const {promise, resolve} = Promise.withResolvers<string>();
	execFile(
		program!,
		[...leading, ...args],
		{timeout, killSignal: 'SIGKILL', signal},
		(error, stdout) => {
			resolve(error ? '' : stdout);
		},
	);
	return promise;
}

/** Split a line into its cells. A comma without a blank after it is part of a number. */
export const toCells = (line: string): string[] => line.split(/,\s|,$/v).map(cell => cell.trim());

/** A number that may be unknown: the tool then prints `[N/A]`, `[Not Supported]` or similar. Some systems write a decimal comma. */
export const figure = v.pipe(
	v.string(),
	v.transform(text =>
		/^\d+(?:[,.]\d+)?$/v.test(text) ? Number(text.replace(',', '.')) : undefined,
	),
);

/** A `figure` in MiB, converted to bytes. */
export const mebibytes = v.pipe(
	figure,
	v.transform(count => (count === undefined ? undefined : count * 2 ** 20)),
);

/** A `figure` in percent, converted to a share. */
export const share = v.pipe(
	figure,
	v.transform(percent => (percent === undefined ? undefined : percent / 100)),
);
