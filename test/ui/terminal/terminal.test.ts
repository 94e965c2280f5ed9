import {expect, test} from 'vitest';
import {detectTerminal} from '../../../src/ui/terminal/terminal.ts';

const utf8 = {LANG: 'en_US.UTF-8'};

test.each([
	[{TERM: 'xterm', COLORTERM: 'truecolor'}, 'truecolor'],
	[{TERM: 'xterm', COLORTERM: '24bit'}, 'truecolor'],
	[{TERM: 'xterm-kitty'}, 'truecolor'],
	[{TERM: 'xterm-256color'}, '256'],
	[{TERM: 'screen-256color'}, '256'],
	[{TERM: 'xterm'}, '16'],
	[{}, '16'],
	[{TERM: 'linux', COLORTERM: 'truecolor'}, '16'],
	[{TERM: 'dumb', COLORTERM: 'truecolor'}, 'none'],
	[{TERM: 'xterm-256color', NO_COLOR: '1'}, 'none'],
	[{TERM: 'xterm-256color', NO_COLOR: ''}, '256'],
])('%o shows %s colors', (env, colors) => {
	expect(detectTerminal({env}).colors).toBe(colors);
});

test.each([
	[{LANG: 'en_US.UTF-8'}, 'braille'],
	[{LANG: 'de_DE.utf8'}, 'braille'],
	[{LC_ALL: 'C', LANG: 'en_US.UTF-8'}, 'ascii'],
	[{LC_ALL: '', LC_CTYPE: 'C.UTF-8', LANG: 'C'}, 'braille'],
	[{LANG: 'en_US.ISO-8859-1'}, 'ascii'],
	[{}, 'ascii'],
	[{TERM: 'linux', ...utf8}, 'ascii'],
	[{TERM: 'dumb', ...utf8}, 'ascii'],
	[{TERM: 'xterm', NO_COLOR: '1', ...utf8}, 'braille'],
])('%o draws with %s glyphs', (env, glyphs) => {
	expect(detectTerminal({env}).glyphs).toBe(glyphs);
});

test('what is no terminal has no colors', () => {
	const env = {TERM: 'xterm-256color', ...utf8};

	expect(detectTerminal({env, isTTY: false})).toEqual({colors: 'none', glyphs: 'braille'});
});
