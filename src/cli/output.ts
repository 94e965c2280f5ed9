import type {Writable} from 'node:stream';
import {BtopError, InterruptedError, toFileError} from '../support/errors.ts';
import {HelpShown} from './program.ts';

export type Output = {
	/** Whether the reader is a program. */
	readonly json: boolean;
	/** Say what is going on: to stderr when the result is JSON, so that stdout holds one object and nothing else. */
	readonly progress: (line: string) => void;
	/** Print the outcome once: an object for programs, or lines for people. */
	readonly result: (value: Readonly<Record<string, unknown>>, lines: readonly string[]) => void;
};

export type OutputOptions = {
	readonly stdout: Writable;
	readonly stderr: Writable;
	readonly json?: boolean;
};

export type FailureOptions = OutputOptions & {
	/** Show where a fault of btop itself happened. @default false */
	readonly trace?: boolean;
};

/** Where a result was printed: what fails after that is told to people only, since programs were promised one object. */
const answered = new WeakSet<Writable>();

/**
Create the way a command speaks. In JSON, amounts are strings of rao (every bigint is written so) and field names, camelCase in code, are in snake_case.
*/
export function createOutput({stdout, stderr, json = false}: OutputOptions): Output {
	return {
		json,
		progress(line) {
			(json ? stderr : stdout).write(`${line}\n`);
		},
		result(value, lines) {
			answered.add(stdout);
			stdout.write(json ? toJson({ok: true, ...value}) : lines.map(line => `${line}\n`).join(''));
		},
	};
}

/**
Write a failure: as one object on stdout for programs, unless they have their result already; as two lines on stderr for people.

@returns What the process should end with.
*/
export function printFailure(
	error: unknown,
	{stdout, stderr, json, trace}: FailureOptions,
): number {
	if (error instanceof HelpShown) {
		return 0;
	}

	const failure = toFailure(error);
	const {code, message, fix} = failure;
	if (json && !answered.has(stdout)) {
		stdout.write(toJson({ok: false, error: {code, message, fix: fix ?? null}}));
	} else {
		stderr.write(`btop: ${message}\n${fix === undefined ? '' : `  ${fix}\n`}`);
	}

	if (trace && error instanceof Error) {
		stderr.write(`${error.stack}\n`);
	}

	return failure.exitCode;
}

function toFailure(error: unknown): BtopError {
	if (error instanceof BtopError) {
		return error;
	}

	if (error instanceof Error && error.name === 'AbortError') {
		return new InterruptedError({cause: error});
	}

	return (
		toFileError(error) ??
		new BtopError(error instanceof Error ? error.message : String(error), {
			cause: error,
			fix: 'This is a fault in btop itself. Set `BTOP_TRACE=1` to see where it happened.',
		})
	);
}

/** Write an object as a line of JSON: amounts as strings of rao, field names in snake_case as scripts know them from the chain. */
const toJson = (value: unknown) => `${JSON.stringify(toWire(value))}\n`;

function toWire(value: unknown): unknown {
	// What is not known is said to be so, rather than left out.
	if (value === undefined) {
		return null;
	}

	if (typeof value === 'bigint') {
		return value.toString();
	}

	if (Array.isArray(value)) {
		return value.map(item => toWire(item));
	}

	return typeof value === 'object' && value !== null
		? Object.fromEntries(
				Object.entries(value).map(([name, field]) => [toSnakeCase(name), toWire(field)]),
			)
		: value;
}

const toSnakeCase = (name: string) =>
	name.replaceAll(/[A-Z]/gv, letter => `_${letter.toLowerCase()}`);
