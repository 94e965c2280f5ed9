import {Text} from 'ink';
import {memo} from 'react';
import type {Color, GraphColors} from '../terminal/theme.ts';
import useLook from '../terminal/use-look.ts';
import {cellsOf, type Sample} from './graph.ts';

type Props = {
	/** The row drawn by `drawGraph()`. */
	readonly line: string;
	readonly values: readonly Sample[];
	readonly max: number;
	readonly newest?: number;
	readonly colors?: GraphColors;
};

/** A one-row graph, each cell colored by its value. Adjacent cells of one color are written together. */
export default memo(Sparkline);

function Sparkline({line, values, max, newest, colors}: Props) {
	const {theme, terminal} = useLook();
	const cells = cellsOf(values, {width: line.length, glyphs: terminal.glyphs, newest});
	const runs: Array<{color: Color; text: string}> = [];
	for (const [index, samples] of cells.entries()) {
		const character = line[index]!;
		const highest = Math.max(0, ...samples.map(value => value ?? 0));
		const last = runs.at(-1);
		// Quantized to quarters, since a color change takes more bytes than the cell. A blank keeps the previous color.
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
