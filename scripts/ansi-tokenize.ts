/** Replaces `@alcalzone/ansi-tokenize` in the bundle: Ink tokenizes the whole screen again for each frame, and most of it is unchanged. */
import {
	type StyledChar,
	type Token,
	styledCharsFromTokens as createStyledChars,
	tokenize as createTokens,
} from '../node_modules/@alcalzone/ansi-tokenize/build/index.js';

export * from '../node_modules/@alcalzone/ansi-tokenize/build/index.js';

/** Milliseconds after which unused entries are evicted: longer than the time between frames, yet short enough that they never reach the old generation of the heap. */
const lifetime = 1500;
let latest = new Map<string, Token[]>();
let before = latest;
let turnedAt = performance.now();
const styled = new WeakMap<Token[], StyledChar[]>();

export function tokenize(text: string, endChar?: number): Token[] {
	if (endChar !== undefined) {
		return createTokens(text, endChar);
	}

	const now = performance.now();
	if (now - turnedAt > lifetime) {
		before = latest;
		latest = new Map();
		turnedAt = now;
	}

	const known = latest.get(text);
	if (known) {
		return known;
	}

	const tokens = before.get(text) ?? createTokens(text);
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
