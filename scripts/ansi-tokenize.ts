/** Stands in for `@alcalzone/ansi-tokenize` in the bundle: Ink takes apart all that is on the screen again for each frame, and most of it is as it was. */
import {
	type StyledChar,
	type Token,
	styledCharsFromTokens as createStyledChars,
	tokenize as createTokens,
} from '../node_modules/@alcalzone/ansi-tokenize/build/index.js';

export * from '../node_modules/@alcalzone/ansi-tokenize/build/index.js';

/** More than is on a screen, so that what was on it a frame ago is among the latest, or those before them. */
const mostKept = 256;
let latest = new Map<string, Token[]>();
let before = latest;
const styled = new WeakMap<Token[], StyledChar[]>();

export function tokenize(text: string, endChar?: number): Token[] {
	if (endChar !== undefined) {
		return createTokens(text, endChar);
	}

	const known = latest.get(text);
	if (known) {
		return known;
	}

	const tokens = before.get(text) ?? createTokens(text);
	if (latest.size >= mostKept) {
		before = latest;
		latest = new Map();
	}

	latest.set(text, tokens);
	return tokens;
}

export function styledCharsFromTokens(tokens: Token[]): StyledChar[] {
	let characters = styled.get(tokens);
	if (characters === undefined) {
		characters = createStyledChars(tokens);
		styled.set(tokens, characters);
	}

	return characters;
}
