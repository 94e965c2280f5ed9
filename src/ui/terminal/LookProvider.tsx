import {useMemo, type ReactNode} from 'react';
import {createLook, lookContext} from './look.ts';
import type {Terminal} from './terminal.ts';

type Props = {
	readonly terminal: Terminal;
	readonly children?: ReactNode;
};

/** Provide the colors and glyphs that the terminal supports. */
export default function LookProvider({terminal: {colors, glyphs}, children}: Props) {
	const look = useMemo(() => createLook({colors, glyphs}), [colors, glyphs]);
	return <lookContext.Provider value={look}>{children}</lookContext.Provider>;
}
