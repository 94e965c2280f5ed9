import {Text} from 'ink';
import {memo} from 'react';
import {cellsOf, type Sample} from './graph.ts';
import type {Color, GraphColors} from './theme.ts';
import useLook from './use-look.ts';

type Props = {
	/** The row as `drawGraph()` made it. */
	readonly line: string;
	readonly values: readonly Sample[];
	readonly max: number;
	readonly newest?: number;
	readonly colors?: GraphColors;
};

/** One row of a graph, each cell in the colour of its value. Neighbours of one colour are written together. */
export default memo(Sparkline);

function Sparkline({line, values, max, newest, colors}: Props) {
	const {theme, terminal} = useLook();
	const cells = cellsOf(values, {width: line.length, glyphs: terminal.glyphs, newest});
	const runs: Array<{color: Color; text: string}> = [];
	for (const [index, samples] of cells.entries()) {
		const character = line[index]!;
		const highest = Math.max(0, ...samples.map(value => value ?? 0));
		const last = runs.at(-1);
		// In quarters, for a change of colour costs more bytes than the cell. A blank takes any.
		const share = Math.ceil((highest / max) * 4) / 4;
		const color = character === ' ' && last ? last.color : theme.graph(share, colors);
		if (last && last.color === color) {
			last.text += character;
		} else {
			runs.push({color, text: character});
		}
	}

	return (
		<Text wrap="truncate">
			{runs.map(({color, text}, index) => (
				<Text key={index} color={color}>
					{text}
				</Text>
			))}
		</Text>
	);
}
