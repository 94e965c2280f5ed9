import {renderToString} from 'ink';
import type {ReactNode} from 'react';
import {expect} from 'vitest';
import LookProvider from '../../../src/ui/terminal/LookProvider.tsx';
import type {GlyphSet, Terminal} from '../../../src/ui/terminal/terminal.ts';

export type DrawOptions = Partial<Terminal> & {
	/** @default 80 */
	readonly columns?: number;
};

/** Draw a view as text, without colors unless they are asked for. */
export function draw(
	node: ReactNode,
	{columns = 80, colors = 'none', glyphs = 'braille'}: DrawOptions = {},
): string {
	return renderToString(<LookProvider terminal={{colors, glyphs}}>{node}</LookProvider>, {columns});
}

const glyphSets: readonly GlyphSet[] = ['braille', 'block', 'ascii'];

/** Compare a view with its snapshots at 60, 80 and 120 columns, in each set of glyphs. */
export function expectSnapshots(view: (columns: number) => ReactNode): void {
	for (const glyphs of glyphSets) {
		for (const columns of [60, 80, 120]) {
			const text = draw(view(columns), {columns, glyphs});

			expect(`\n${text}\n`).toMatchSnapshot(`${glyphs} ${columns}`);
			expect(Math.max(...text.split('\n').map(line => line.length))).toBeLessThanOrEqual(columns);
			if (glyphs === 'ascii') {
				expect(text).toMatch(/^\p{ASCII}*$/v);
			}
		}
	}
}
