import {Box} from 'ink';
import FieldLine from './FieldLine.tsx';
import {graphemesOf, fit, widthOf} from './text.ts';
import type {HelpRow} from './help.ts';
import Line from './Line.tsx';
import useLook from './use-look.ts';

type Props = {
	readonly rows: readonly HelpRow[];
	readonly filter: string;
	/** How many rows are passed over. */
	readonly offset: number;
	readonly width: number;
	readonly height: number;
};

/** Keys and what they do; those that do nothing now say why. */
export default function HelpView({rows, filter, offset, width, height}: Props) {
	const {theme, glyphs} = useLook();
	const labels = Math.max(0, ...rows.map(row => (row.kind === 'key' ? widthOf(row.label) : 0)));
	const options = {ellipsis: glyphs.ellipsis};
	// A row for the filter and one for what is cut.
	const room = height - 2;
	const shown = rows.slice(offset, offset + room);
	return (
		<Box flexDirection="column" width={width} height={height} flexShrink={0} overflowY="hidden">
			<FieldLine
				label="Search"
				text={filter}
				cursor={graphemesOf(filter).length}
				placeholder="type a word or press a key"
				width={width}
			/>
			{shown.map((row, index) =>
				row.kind === 'title' ? (
					<Line key={index} isBold text={fit(row.text, width, options)} color={theme.title} />
				) : (
					<Line
						key={index}
						text={fit(`  ${fit(row.label, labels)}  ${saying(row, glyphs.bad)}`, width, options)}
						color={row.disabled === undefined ? theme.text : theme.muted}
					/>
				),
			)}
			{rows.length === 0 && <Line text="No key does that." color={theme.muted} />}
			{rows.length > shown.length && (
				<Line
					text={`${offset + 1}${glyphs.dash}${offset + shown.length} of ${rows.length}`}
					color={theme.muted}
				/>
			)}
		</Box>
	);
}

const saying = ({does, disabled}: {does: string; disabled?: string}, sign: string) =>
	disabled === undefined ? does : `${does} ${sign} ${disabled}`;
