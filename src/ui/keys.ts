import type {Key as InkKey} from 'ink';
import type {Glyphs} from './glyphs.ts';

/** A thing that keys do. The footer, the help and `useKeys()` all read it from here. */
export type Key = {
	/** Their names, such as `q`, `Q`, `up`, `enter`, `ctrl-c`; see `toKeyNames()`. */
	readonly keys: readonly string[];
	/** What they do, as the help says it. */
	readonly does: string;
	/** The same in a word or two, for the footer. Without it, the footer leaves it out. */
	readonly short?: string;
	/** Why they do nothing now. */
	readonly disabled?: string;
};

/** Keys that belong together, for the help. */
export type KeyGroup = {
	readonly title: string;
	readonly keys: readonly Key[];
};

/** More characters at once than fingers or a slow line bring were pasted, and are no keys. */
export const mostAtOnce = 8;

/**
Name the keys that were pressed, from what Ink tells of them. Over a slow line several arrive at once.

Letters are themselves, so `Q` is Shift and `q`. All others have a word: `up`, `down`, `left`, `right`, `pageup`, `pagedown`, `home`, `end`, `enter`, `escape`, `tab`, `space`, `backspace`, `delete`. Before it may stand `ctrl-`, `alt-` or `shift-`, as in `ctrl-c`, `alt-x` and `shift-tab`.
*/
export function toKeyNames(input: string, key: InkKey): readonly string[] {
	if (key.eventType === 'release') {
		return [];
	}

	const special = specialNames.find(([flag]) => key[flag]);
	if (special) {
		return [special[1] === 'escape' ? 'escape' : modifiersOf(key, key.shift) + special[1]];
	}

	if (key.ctrl || key.meta) {
		const name = nameOf(input);
		return name === undefined ? [] : [modifiersOf(key, false) + name];
	}

	const characters = [...input];
	return characters.length > mostAtOnce
		? []
		: characters.map(character => nameOf(character)).filter(name => name !== undefined);
}

/** Write the name of a key as it stands on the keyboard. */
export function toKeyLabel(name: string, glyphs: Glyphs): string {
	const parts = name.length === 1 ? [name] : name.split('-');
	return parts
		.map((part, index) => {
			const isLetter = part.length === 1;
			return isLetter && index > 0 ? part.toUpperCase() : labelOf(part, glyphs);
		})
		.join('-');
}

/** Write the keys that a footer names: all the arrows that a row begins with, or else the first. */
export function toShortLabel({keys}: Key, glyphs: Glyphs): string {
	const other = keys.findIndex(name => !arrows.has(name));
	const shown = keys.slice(0, Math.max(1, other === -1 ? keys.length : other));
	return shown.map(name => toKeyLabel(name, glyphs)).join('');
}

/** Whether a key writes or edits text, and so belongs to the field that is being typed in. */
export const isTyping = (name: string): boolean =>
	[...name].length === 1 || typingNames.has(name) || name.startsWith('alt-');

const arrows: ReadonlySet<string> = new Set(['up', 'down', 'left', 'right']);

const typingNames: ReadonlySet<string> = new Set([
	'space',
	'left',
	'right',
	'home',
	'end',
	'backspace',
	'delete',
	'ctrl-a',
	'ctrl-e',
	'ctrl-u',
	'ctrl-w',
]);

const specialNames = [
	['upArrow', 'up'],
	['downArrow', 'down'],
	['leftArrow', 'left'],
	['rightArrow', 'right'],
	['pageUp', 'pageup'],
	['pageDown', 'pagedown'],
	['home', 'home'],
	['end', 'end'],
	['return', 'enter'],
	['escape', 'escape'],
	['tab', 'tab'],
	['backspace', 'backspace'],
	['delete', 'delete'],
] as const;

const modifiersOf = ({ctrl, meta}: InkKey, shift: boolean) =>
	(ctrl ? 'ctrl-' : '') + (meta ? 'alt-' : '') + (shift ? 'shift-' : '');

function nameOf(character: string): string | undefined {
	const word = {' ': 'space', '\r': 'enter', '\n': 'enter', '\t': 'tab'}[character];
	return word ?? (/^\P{Control}$/v.test(character) ? character : undefined);
}

function labelOf(name: string, glyphs: Glyphs): string {
	const labels: Readonly<Record<string, string>> = {
		up: glyphs.up,
		down: glyphs.down,
		left: glyphs.left,
		right: glyphs.right,
		escape: 'Esc',
		pageup: 'PgUp',
		pagedown: 'PgDn',
	};
	return labels[name] ?? (name.length > 1 ? name[0]!.toUpperCase() + name.slice(1) : name);
}
