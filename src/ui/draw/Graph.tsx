import {Box} from 'ink';
import {memo, useMemo} from 'react';
import type {GraphColors} from '../terminal/theme.ts';
import useLook from '../terminal/use-look.ts';
import {drawGraph, type Sample} from './graph.ts';
import Line from './Line.tsx';
import {niceMaximum} from './scale.ts';
import Sparkline from './Sparkline.tsx';
import {fit} from './text.ts';

type Props = {
	/** Newest last. */
	readonly values: readonly Sample[];
	/** The value at the top. @default A round number above the maximum */
	readonly max?: number;
	readonly width: number;
	readonly height: number;
	/** What is drawn, and the value at the top; takes up the first row. */
	readonly label?: string;
	/** The newest value's index, counted from any origin. With it the graph scrolls half as often. */
	readonly newest?: number;
	/** @default 'cool' */
	readonly colors?: GraphColors;
};

/**
A filled graph of values above zero, newest on the right. With several rows the color follows the height, with one row the value.

Pass the same array while nothing has changed, and it is not redrawn.
*/
export default memo(Graph);

function Graph(props: Props) {
	const {values, max = niceMaximum(values), width, height, label, newest, colors} = props;
	const {theme, terminal, glyphs} = useLook();
	const rows = label === undefined ? height : height - 1;
	const lines = useMemo(
		() => drawGraph(values, {width, height: rows, max, glyphs: terminal.glyphs, newest}),
		[values, width, rows, max, terminal.glyphs, newest],
	);
	return (
		<Box flexDirection="column" width={width} height={height} flexShrink={0}>
			{label !== undefined && (
				<Line text={fit(label, width, {ellipsis: glyphs.ellipsis})} color={theme.muted} />
			)}
			{rows === 1 ? (
				<Sparkline line={lines[0]!} values={values} max={max} newest={newest} colors={colors} />
			) : (
				lines.map((line, row) => (
					// A row of a graph has no identity but its position.
					<Line key={row} text={line} color={theme.graph(1 - row / (rows - 1), colors)} />
				))
			)}
		</Box>
	);
}
