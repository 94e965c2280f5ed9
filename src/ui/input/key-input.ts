import {withMembers} from '../terminal/with-members.ts';
import {mostAtOnce} from './keys.ts';

/** Splits input into a bracketed paste, an escape sequence, a control character, or a run of text. Line breaks count as text, since they may have been pasted. */
const tokens =
	// eslint-disable-next-line no-control-regex, regexp/no-control-character -- All of this begins with Esc.
	/\u{1B}\[200~[\s\S]*?\u{1B}\[201~|\u{1B}{1,2}(?:\[{1,2}[\d:;<=>?]*[$@A-Z^a-z~]|O[\d;]*[A-Za-z]|[^\u{1B}])?|[\p{Control}--[\t\n\r]]|[\P{Control}\t\n\r]+/gv;

/**
Pass input to Ink one key at a time, each in its own turn of the event loop.

Over a slow connection several keys may arrive in one read. Ink would hand them all to the screen as it was before the first; instead, each is passed on only once the effect of the previous one is drawn, so that Enter never takes the row that was selected before an arrow key.
*/
export function createKeyInput(stdin: NodeJS.ReadStream): NodeJS.ReadStream {
	let waiting: string[] = [];
	let isGiven = false;

	const goOn = () => {
		stdin.emit('readable');
	};

	/** On each `readable` event, Ink reads until `null`. */
	const read = () => {
		waiting.push(...splitKeys((stdin.read() as string | undefined) ?? ''));
		const isMore = waiting.length > 0;
		if (isMore && !isGiven) {
			isGiven = true;
			return waiting.shift()!;
		}

		isGiven = false;
		if (isMore) {
			setImmediate(goOn);
		}

		// As `stream.read()` does.
		return null;
	};

	const removeListener: typeof stdin.removeListener = (name, listener) => {
		// Discard keys pressed for a screen that was left or suspended.
		waiting = [];
		return stdin.removeListener(name, listener);
	};

	return withMembers(stdin, {read, removeListener});
}

/** Split input text into keys. A long run of text was pasted and is kept whole. */
export const splitKeys = (text: string): readonly string[] =>
	(text.match(tokens) ?? []).flatMap(token =>
		token.startsWith('\u{1B}') || [...token].length > mostAtOnce ? [token] : [...token],
	);
