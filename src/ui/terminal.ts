/** How many colours a terminal shows. */
export type ColorDepth = 'none' | '16' | '256' | 'truecolor';

/** Which characters a terminal can be trusted to draw, from the poorest. */
export type GlyphSet = 'ascii' | 'block' | 'braille';

export type Terminal = {
	readonly colors: ColorDepth;
	readonly glyphs: GlyphSet;
};

export type DetectOptions = {
	readonly env: Readonly<Record<string, string | undefined>>;
	/** Whether the output is a terminal at all. @default true */
	readonly isTTY?: boolean;
};

/**
Tell from the environment what a terminal can draw. Where it does not say, take the poorer answer.

@example
```
detectTerminal({env: {TERM: 'xterm-256color', LANG: 'en_US.UTF-8'}});
//=> {colors: '256', glyphs: 'braille'}
```
*/
export function detectTerminal({env, isTTY = true}: DetectOptions): Terminal {
	return {colors: isTTY ? detectColors(env) : 'none', glyphs: detectGlyphs(env)};
}

/** Terminals that show every colour. Over SSH their name arrives and `COLORTERM` does not. */
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
	// The console of Linux has a font of 256 or 512 glyphs: no dots, no eighths, no round corners.
	const isPoor = ['dumb', 'linux'].includes(env.TERM ?? '');
	return isPoor || !/utf-?8/iv.test(locale ?? '') ? 'ascii' : 'braille';
}
