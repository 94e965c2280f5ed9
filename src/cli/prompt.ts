import {createInterface} from 'node:readline/promises';
import {type Readable, Writable} from 'node:stream';
import type {CommandContext} from '../support/command.ts';
import {BtopError} from '../support/errors.ts';

/** Error thrown when a question cannot be asked because nobody sits at a terminal. */
export class NeedsTerminalError extends BtopError {
	override name = 'NeedsTerminalError';
	override readonly code = 'needs-terminal';
	override readonly exitCode = 4;
}

type Terminal = Pick<CommandContext, 'signal' | 'stderr'> & {
	readonly stdin: Readable & {readonly isTTY?: boolean};
};

/**
Ask for a line that does not show while it is typed. The question goes to stderr, so that stdout stays clean.

@throws {NeedsTerminalError} Without a terminal.
*/
export async function askSecret(
	{stdin, stderr, signal}: Terminal,
	question: string,
): Promise<string> {
	stderr.write(question);
	const silent = new Writable({
		write(_chunk, _encoding, done) {
			done();
		},
	});
	const answer = await ask({stdin, output: silent, signal}, '');
	stderr.write('\n');
	return answer;
}

/**
Ask a question that is answered by yes or no; anything but a yes is a no.

@throws {NeedsTerminalError} Without a terminal.
*/
export async function askConsent(
	{stdin, stderr, signal}: Terminal,
	question: string,
): Promise<boolean> {
	const answer = await ask({stdin, output: stderr, signal}, `${question} [y/N] `);
	return /^y(?:es)?$/iv.test(answer.trim());
}

type Exchange = Pick<Terminal, 'stdin' | 'signal'> & {readonly output: Writable};

async function ask({stdin, output, signal}: Exchange, question: string) {
	if (stdin.isTTY !== true) {
		throw new NeedsTerminalError('There is a question, and no terminal to ask it on', {
			fix: 'Answer beforehand: `--yes` for questions, `BT_WALLET_PASSWORD_FILE` or `--password-fd` for the password.',
		});
	}

	const lines = createInterface({input: stdin, output, terminal: true});
	// In raw mode the terminal sends no SIGINT for Ctrl-C; readline hears it and we end as if it had.
	const controller = new AbortController();
	lines.on('SIGINT', () => {
		controller.abort();
	});
	try {
		return await lines.question(question, {signal: AbortSignal.any([signal, controller.signal])});
	} finally {
		lines.close();
	}
}
