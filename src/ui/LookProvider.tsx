import {useMemo, type ReactNode} from 'react';
import {createLook, lookContext} from './look.ts';
import type {Terminal} from './terminal.ts';

type Props = {
	readonly terminal: Terminal;
	readonly children?: ReactNode;
};

/** Let everything inside look as its terminal allows. */
export default function LookProvider({terminal: {colors, glyphs}, children}: Props) {
	const look = useMemo(() => createLook({colors, glyphs}), [colors, glyphs]);
	return <lookContext.Provider value={look}>{children}</lookContext.Provider>;
}
