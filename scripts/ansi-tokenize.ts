/** Stands in for `@alcalzone/ansi-tokenize` in the bundle: Ink takes apart all that is on the screen again for each frame, and most of it is as it was. */
import {
	type StyledChar,
	type Token,
	styledCharsFromTokens as createStyledChars,
	tokenize as createTokens,
} from '../node_modules/@alcalzone/ansi-tokenize/build/index.js';

export * from '../node_modules/@alcalzone/ansi-tokenize/build/index.js';

const mostKept = 2048;
const kept = new Map<string, Token[]>();
const styled = new WeakMap<Token[], StyledChar[]>();

export function tokenize(text: string, endChar?: number): Token[] {
	if (endChar !== undefined) {
		return createTokens(text, endChar);
	}

	let tokens = kept.get(text);
	if (tokens === undefined) {
		tokens = createTokens(text);
		if (kept.size >= mostKept) {
			kept.clear();
		}

		kept.set(text, tokens);
	}

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
