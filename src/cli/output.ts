import type {Writable} from 'node:stream';
import {BtopError, InterruptedError, toFileError} from '../support/errors.ts';
import {escapeInJson, toPlainText} from '../support/plain-text.ts';
import {HelpShown} from './program.ts';

/** Write lines for people. Control characters are removed, so untrusted text cannot move the cursor or forge a line. */
export function writeLines(stream: Writable, lines: readonly string[]): void {
	stream.write(lines.map(line => `${toPlainText(line)}\n`).join(''));
}

export type Output = {
	/** Whether to print JSON. */
	readonly json: boolean;
	/** Report progress: to stderr in JSON mode, so that stdout holds a single object. */
	readonly progress: (line: string) => void;
	/** Print a warning to stderr, once; JSON results also list it under `warnings`. */
	readonly warn: (message: string) => void;
	/** Print the result once: an object in JSON mode, lines otherwise. */
	readonly result: (value: Readonly<Record<string, unknown>>, lines: readonly string[]) => void;
};

export type OutputOptions = {
	readonly stdout: Writable;
	readonly stderr: Writable;
	readonly json?: boolean;
};

export type FailureOptions = OutputOptions & {
	/** Show the stack trace of an internal error. @default false */
	readonly trace?: boolean;
};

/** Streams that already hold a result. Later failures go to stderr only, since JSON mode promises a single object. */
const answered = new WeakSet<Writable>();

/**
Create a command's output. In JSON, every bigint becomes a string (amounts are in rao), and camelCase field names become snake_case.
*/
export function createOutput({stdout, stderr, json = false}: OutputOptions): Output {
	const warnings = new Set<string>();
	return {
		json,
		progress(line) {
			writeLines(json ? stderr : stdout, [line]);
		},
		warn(message) {
			if (warnings.has(message)) {
				return;
			}

			warnings.add(message);
			writeLines(stderr, [`Note: ${message}`]);
		},
		result(value, lines) {
			answered.add(stdout);
			const whole = {ok: true, ...value, ...(warnings.size > 0 && {warnings: [...warnings]})};
			if (json) {
				stdout.write(toJson(whole));
			} else {
				writeLines(stdout, lines);
			}
		},
	};
}

/**
Print a failure: in JSON mode as an object on stdout, unless a result was already printed; otherwise as two lines on stderr.

@returns The process's exit code.
*/
export function printFailure(
	error: unknown,
	{stdout, stderr, json, trace}: FailureOptions,
): number {
	if (error instanceof HelpShown) {
		return 0;
	}

	// An error during cleanup comes first: it is what still needs attention.
	const failure = toFailure(error instanceof SuppressedError ? error.error : error);
	const {code, message, fix} = failure;
	if (failure instanceof InterruptedError && failure.isExpected) {
		return failure.exitCode;
	}

	if (json && !answered.has(stdout)) {
		stdout.write(toJson({ok: false, error: {code, message, fix: fix ?? null}}));
	} else {
		writeLines(stderr, [`btop: ${message}`, ...(fix === undefined ? [] : [`  ${fix}`])]);
	}

	if (trace && error instanceof Error) {
		// The message was printed above.
		const places = String(error.stack)
			.split('\n')
			.filter(line => /^ +at /v.test(line));
		writeLines(stderr, [error.name, ...places]);
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
			fix: 'This is a bug in btop. Set `BTOP_TRACE=1` to see where it happened.',
		})
	);
}

/** Serialize a value as a line of JSON: amounts as strings of rao, field names in snake_case, as scripts know them from the chain. */
const toJson = (value: unknown) => `${escapeInJson(JSON.stringify(toWire(value)))}\n`;

function toWire(value: unknown): unknown {
	// Write unknown values as `null` rather than omit them.
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
