import {mostAtOnce} from './keys.ts';
import {withMembers} from './with-members.ts';

/** What a terminal says was pasted, a sequence that begins with Esc, a control character, or a run of text. Line ends may belong to what was pasted. */
const tokens =
	// eslint-disable-next-line no-control-regex, regexp/no-control-character -- All of this begins with Esc.
	/\u{1B}\[200~[\s\S]*?\u{1B}\[201~|\u{1B}{1,2}(?:\[{1,2}[\d:;<=>?]*[$@A-Z^a-z~]|O[\d;]*[A-Za-z]|[^\u{1B}])?|[\p{Control}--[\t\n\r]]|[\P{Control}\t\n\r]+/gv;

/**
Let Ink have what was pressed key by key, each in a turn of its own.

Over a slow line several keys arrive in one read. Ink would hand them all to what was on the screen before the first of them; so each comes only when what the one before did is drawn, and Enter never takes the row that was marked before an arrow moved on.
*/
export function createKeyInput(stdin: NodeJS.ReadStream): NodeJS.ReadStream {
	let waiting: string[] = [];
	let isGiven = false;

	const goOn = () => {
		stdin.emit('readable');
	};

	/** Ink reads until there is nothing, each time that it is told of more. */
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

		// As streams say it.
		return null;
	};

	const removeListener: typeof stdin.removeListener = (name, listener) => {
		// What was pressed for a screen that is left, or stopped, is for nothing that comes later.
		waiting = [];
		return stdin.removeListener(name, listener);
	};

	return withMembers(stdin, {read, removeListener});
}

/** Take what was read apart into keys. A long run of text was pasted, and is none. */
export const splitKeys = (text: string): readonly string[] =>
	(text.match(tokens) ?? []).flatMap(token =>
		token.startsWith('\u{1B}') || [...token].length > mostAtOnce ? [token] : [...token],
	);
