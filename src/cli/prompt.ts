import {createInterface} from 'node:readline/promises';
import {type Readable, Writable} from 'node:stream';
import {setImmediate as nextTurn} from 'node:timers/promises';
import type {CommandContext} from '../support/command.ts';
import {BtopError} from '../support/errors.ts';
import {toPlainText} from '../support/plain-text.ts';

/** Error thrown when a question cannot be asked because there is no terminal. */
export class NeedsTerminalError extends BtopError {
	override name = 'NeedsTerminalError';
	override readonly code = 'needs-terminal';
	override readonly exitCode = 4;
}

type Terminal = Pick<CommandContext, 'signal' | 'stderr'> & {
	readonly stdin: Readable & {
		readonly isTTY?: boolean;
		readonly isRaw?: boolean;
		readonly setRawMode?: (isRaw: boolean) => unknown;
	};
};

/**
Ask for a line without echoing it. The question goes to stderr, so that stdout stays clean.

@throws {NeedsTerminalError} Without a terminal.
*/
export async function askSecret(terminal: Terminal, question: string): Promise<string> {
	const [answer] = await askSecrets(terminal, [question]);
	return answer!;
}

/**
Ask for several lines in a row without echoing them, or anything typed in between.

@throws {NeedsTerminalError} Without a terminal.
*/
export async function askSecrets(
	terminal: Terminal,
	questions: readonly string[],
): Promise<readonly string[]> {
	const {stderr} = terminal;
	const silent = new Writable({
		write(_chunk, _encoding, done) {
			done();
		},
	});
	return converse(terminal, silent, async ask => {
		const answers: string[] = [];
		for (const question of questions) {
			stderr.write(toPlainText(question));
			try {
				answers.push(await ask(''));
			} finally {
				stderr.write('\n');
			}
		}

		return answers;
	});
}

/**
Ask a yes-or-no question; anything but a yes counts as no.

@throws {NeedsTerminalError} Without a terminal.
*/
export async function askConsent(terminal: Terminal, question: string): Promise<boolean> {
	return converse(terminal, terminal.stderr, async ask => {
		const answer = await ask(`${question} [y/N] `);
		return /^y(?:es)?$/iv.test(answer.trim());
	});
}

/** Take over the terminal for a series of questions. Anything typed before the first is discarded. */
async function converse<T>(
	{stdin, signal}: Terminal,
	output: Writable,
	work: (ask: (question: string) => Promise<string>) => Promise<T>,
): Promise<T> {
	if (stdin.isTTY !== true) {
		throw new NeedsTerminalError('A question needs an answer, but there is no terminal', {
			fix: 'Answer in advance: `--yes` for questions, `BT_WALLET_PASSWORD_FILE` or `--password-fd` for the password.',
		});
	}

	const wasHidden = stdin.isRaw === true;
	// The terminal would echo input until readline takes over, which is after the question.
	stdin.setRawMode?.(true);
	await discardTyped(stdin);
	const lines = createInterface({input: stdin, output, terminal: true});
	// In raw mode the terminal sends no SIGINT for Ctrl-C; readline reports it, and we exit as if the signal had arrived.
	const controller = new AbortController();
	lines.on('SIGINT', () => {
		controller.abort();
	});
	const either = AbortSignal.any([signal, controller.signal]);
	try {
		return await work(async question => lines.question(toPlainText(question), {signal: either}));
	} finally {
		lines.close();
		if (wasHidden) {
			stdin.setRawMode?.(true);
			stdin.resume();
		}
	}
}

/** Discard input that the terminal has already buffered. */
async function discardTyped(stdin: Readable) {
	const discard = () => undefined;
	stdin.on('data', discard);
	// Reading starts in the first turn of the event loop, and buffered input has arrived by the end of the second.
	await nextTurn();
	await nextTurn();
	stdin.off('data', discard);
	stdin.pause();
}
