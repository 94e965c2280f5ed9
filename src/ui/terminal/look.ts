import {createContext} from 'react';
import {glyphsOf, type Glyphs} from './glyphs.ts';
import type {Terminal} from './terminal.ts';
import {createTheme, type Theme} from './theme.ts';

/** Colors and glyphs for a terminal. */
export type Look = {
	readonly terminal: Terminal;
	readonly theme: Theme;
	readonly glyphs: Glyphs;
};

/** Create the look of a terminal. */
export function createLook(terminal: Terminal): Look {
	return {terminal, theme: createTheme(terminal.colors), glyphs: glyphsOf(terminal.glyphs)};
}

export const lookContext = createContext<Look>(createLook({colors: 'none', glyphs: 'braille'}));
