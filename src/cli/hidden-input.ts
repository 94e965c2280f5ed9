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

It ends with the program: Node.js gives the terminal back as it was, however that ends.
*/
export function hideInput(stdin: NodeJS.ReadStream): void {
	// The system suspends a background job that changes the terminal's settings.
	if (!stdin.isTTY || !isForegroundJob()) {
		return;
	}

	stdin.setRawMode(true);
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
