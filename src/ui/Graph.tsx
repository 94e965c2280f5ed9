import {Box} from 'ink';
import {memo, useMemo} from 'react';
import {drawGraph, type Sample} from './graph.ts';
import Line from './Line.tsx';
import {niceMaximum} from './scale.ts';
import Sparkline from './Sparkline.tsx';
import {fit} from './text.ts';
import type {GraphColors} from './theme.ts';
import useLook from './use-look.ts';

type Props = {
	/** The newest last. */
	readonly values: readonly Sample[];
	/** The value at the top. @default A round number above the highest value. */
	readonly max?: number;
	readonly width: number;
	readonly height: number;
	/** What is drawn, and up to which value; takes the first row. */
	readonly label?: string;
	/** The number of the newest value, counted from anywhere. With it the graph moves half as often. */
	readonly newest?: number;
	/** @default 'cool' */
	readonly colors?: GraphColors;
};

/**
A graph of values over zero, the newest at the right. Many rows are coloured by their height, a single one by its values.

Give it the same array while nothing changed, and it is not drawn again.
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
					// A row of a graph is nothing but its place.
					<Line key={row} text={line} color={theme.graph(1 - row / (rows - 1), colors)} />
				))
			)}
		</Box>
	);
}
