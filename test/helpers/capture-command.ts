import path from 'node:path';
import {PassThrough} from 'node:stream';
import type {CommandModule} from '../../src/support/command.ts';

export type CaptureOptions = {
	/** Typed at a terminal once something is asked; without it there is none. */
	readonly typed?: string;
	readonly signal?: AbortSignal;
	/** Called with what is printed, as it is. */
	readonly onOutput?: (text: string) => void;
};

/** Run a command's module in this process, and get what it printed. */
export async function captureCommand(
	{run}: CommandModule,
	argv: readonly string[],
	{typed, signal = new AbortController().signal, onOutput}: CaptureOptions = {},
): Promise<{readonly stdout: string; readonly stderr: string}> {
	const printed = {stdout: '', stderr: ''};
	const stdin = typed === undefined ? new PassThrough() : createTerminal();
	const capture = (name: keyof typeof printed) =>
		new PassThrough().setEncoding('utf8').on('data', (text: string) => {
			printed[name] += text;
			onOutput?.(text);
			// What is typed before the question is no answer to it.
			if (name === 'stderr' && typed !== undefined && text.endsWith('[y/N] ')) {
				stdin.write(typed);
			}
		});
	await run({
		argv,
		env: {},
		stdin,
		stdout: capture('stdout'),
		stderr: capture('stderr'),
		entry: path.resolve('bin/btop.tsx'),
		version: '0.0.0',
		signal,
	});
	return printed;
}

function createTerminal() {
	const stdin = new PassThrough();
	return Object.assign(stdin, {
		isTTY: true,
		setRawMode: () => stdin,
	});
}
