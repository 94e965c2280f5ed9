import {Buffer} from 'node:buffer';
import {closeSync, constants, openSync, readSync} from 'node:fs';
import process from 'node:process';
// The entry point loads this on every Node.js, also on one that is too old for the rest.
import {isForegroundJob, suspendJob} from '../support/processes/job.ts';

/** The commands that may ask for a password or for words. */
const asking: ReadonlySet<string> = new Set([
	'register',
	'axon set',
	'wallet new',
	'wallet restore',
	'wallet show',
	'wallet transfer',
	'wallet unstake',
]);

/** Check whether what is typed at a command could be a secret. */
export function mayAskSecret(words: readonly string[]): boolean {
	const isAsking = asking.has(words[0] ?? '') || asking.has(words.slice(0, 2).join(' '));
	// Here the terminal is the file with the secret, and its Ctrl-D ends that.
	const readsInput = /\s--password-fd[\s=]0(?:\s|$)|\/dev\/(?:stdin|tty)/v.test(words.join(' '));
	return isAsking && !readsInput;
}

/**
Keep the terminal from showing what is typed before a command asks for it, and discard it. Ctrl-C, Ctrl-Z and Ctrl-\ still do what they always do.

It ends with the program: Node.js gives the terminal back as it was, however that ends. What was typed until then is discarded before, so that it is neither shown then nor read by the shell as a command.
*/
export function hideInput(stdin: NodeJS.ReadStream): void {
	// The system suspends a background job that changes the terminal's settings.
	if (!stdin.isTTY || !isForegroundJob()) {
		return;
	}

	stdin.setRawMode(true);
	process.once('exit', discardUnread);
	stdin.setEncoding('utf8');
	stdin.on('data', (typed: string) => {
		// While a question is open, readline acts on the keys.
		if (stdin.listenerCount('keypress') === 0) {
			for (const key of typed) {
				act(stdin, key);
			}
		}
	});
}

/** Do what the terminal would have done, to the whole job. */
function act(stdin: NodeJS.ReadStream, key: string) {
	switch (key) {
		case '\u{3}': {
			process.kill(0, 'SIGINT');

			break;
		}

		case '\u{1C}': {
			// Nothing cleans up after this one.
			discardUnread();
			stdin.setRawMode(false);
			process.kill(0, 'SIGQUIT');

			break;
		}

		case '\u{1A}': {
			stdin.setRawMode(false);
			suspendJob();
			stdin.setRawMode(true);

			break;
		}
		// No default
	}
}

/** Read what the terminal holds. A busy system may not even have looked at it: it decides only then whether to show it, and reading makes it do so. */
function discardUnread() {
	const nothing = Buffer.alloc(4096);
	let terminal: number | undefined;
	try {
		// Standard input may wait for a key.
		// eslint-disable-next-line no-bitwise -- Flags of open(2).
		terminal = openSync('/dev/tty', constants.O_RDONLY | constants.O_NONBLOCK);
		while (readSync(terminal, nothing) > 0) {
			// There may be more.
		}
	} catch {
		// Nothing is left, or there is no terminal any more.
	}

	if (terminal !== undefined) {
		closeSync(terminal);
	}
}
