import type {Key as InkKey} from 'ink';
import type {Glyphs} from '../terminal/glyphs.ts';

/** A key binding's description. The footer, the help and `useKeys()` all use it. */
export type Key = {
	/** Key names, such as `q`, `Q`, `up`, `enter`, `ctrl-c`; see `toKeyNames()`. */
	readonly keys: readonly string[];
	/** What they do, for the help. */
	readonly does: string;
	/** The same in a word or two, for the footer, which omits the key without it. */
	readonly short?: string;
	/** Why they are disabled now. */
	readonly disabled?: string;
};

/** A group of keys in the help. */
export type KeyGroup = {
	readonly title: string;
	readonly keys: readonly Key[];
};

/** More characters in one read than typing or a slow connection produce count as pasted, not as keys. */
export const mostAtOnce = 8;

/**
Get the names of the pressed keys from Ink's input event. Over a slow connection several may arrive at once.

Letters name themselves, so `Q` is Shift and `q`. Other keys are `up`, `down`, `left`, `right`, `pageup`, `pagedown`, `home`, `end`, `enter`, `escape`, `tab`, `space`, `backspace`, `delete`. A prefix `ctrl-`, `alt-` or `shift-` is possible, as in `ctrl-c`, `alt-x` and `shift-tab`.
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

/** Format a key's name as printed on the keyboard. */
export function toKeyLabel(name: string, glyphs: Glyphs): string {
	const parts = name.length === 1 ? [name] : name.split('-');
	return parts
		.map((part, index) => {
			const isLetter = part.length === 1;
			return isLetter && index > 0 ? part.toUpperCase() : labelOf(part, glyphs);
		})
		.join('-');
}

/** Format the keys for the footer: all leading arrow keys, or else the first key. */
export function toShortLabel({keys}: Key, glyphs: Glyphs): string {
	const other = keys.findIndex(name => !arrows.has(name));
	const shown = keys.slice(0, Math.max(1, other === -1 ? keys.length : other));
	return shown.map(name => toKeyLabel(name, glyphs)).join('');
}

/** Check whether a key types or edits text, and so belongs to the focused field. */
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
