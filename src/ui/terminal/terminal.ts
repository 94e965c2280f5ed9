/** How many colors a terminal supports. */
export type ColorDepth = 'none' | '16' | '256' | 'truecolor';

/** The characters that a terminal can be trusted to draw, poorest first. */
export type GlyphSet = 'ascii' | 'block' | 'braille';

export type Terminal = {
	readonly colors: ColorDepth;
	readonly glyphs: GlyphSet;
};

export type DetectOptions = {
	readonly env: Readonly<Record<string, string | undefined>>;
	/** Whether the output is a terminal. @default true */
	readonly isTTY?: boolean;
};

/**
Detect from the environment what a terminal can draw. Without evidence, assume less.

@example
```
detectTerminal({env: {TERM: 'xterm-256color', LANG: 'en_US.UTF-8'}});
//=> {colors: '256', glyphs: 'braille'}
```
*/
export function detectTerminal({env, isTTY = true}: DetectOptions): Terminal {
	return {colors: isTTY ? detectColors(env) : 'none', glyphs: detectGlyphs(env)};
}

/** Terminals with truecolor. Over SSH, `TERM` is forwarded and `COLORTERM` is not. */
const richTerminals = /alacritty|direct|foot|ghostty|kitty|wezterm/v;

function detectColors(env: DetectOptions['env']): ColorDepth {
	const term = env.TERM ?? '';
	// https://no-color.org: set and not empty.
	if (term === 'dumb' || (env.NO_COLOR ?? '') !== '') {
		return 'none';
	}

	if (term === 'linux') {
		return '16';
	}

	if (/truecolor|24bit/v.test(env.COLORTERM ?? '') || richTerminals.test(term)) {
		return 'truecolor';
	}

	return term.includes('256') ? '256' : '16';
}

function detectGlyphs(env: DetectOptions['env']): GlyphSet {
	const locale = [env.LC_ALL, env.LC_CTYPE, env.LANG].find(value => (value ?? '') !== '');
	// The Linux console has a font of 256 or 512 glyphs: no braille, eighth blocks or rounded corners.
	const isPoor = ['dumb', 'linux'].includes(env.TERM ?? '');
	return isPoor || !/utf-?8/iv.test(locale ?? '') ? 'ascii' : 'braille';
}
