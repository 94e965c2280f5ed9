import {Box} from 'ink';
import {graphemesOf, fit} from '../draw/text.ts';
import Line from '../draw/Line.tsx';
import useLook from '../terminal/use-look.ts';
import {type HelpRow, labelWidth, sayKey} from './help.ts';
import FieldLine from './FieldLine.tsx';

type Props = {
	readonly rows: readonly HelpRow[];
	readonly filter: string;
	/** Rows scrolled past. */
	readonly offset: number;
	readonly width: number;
	readonly height: number;
};

/** Keys and what they do; disabled keys say why. */
export default function HelpView({rows, filter, offset, width, height}: Props) {
	const {theme, glyphs} = useLook();
	const labels = labelWidth(rows);
	const options = {ellipsis: glyphs.ellipsis};
	// One row for the filter, one for the count of hidden rows.
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
						text={fit(`  ${fit(labelOf(row), labels)}  ${textOf(row, glyphs.bad)}`, width, options)}
						color={isMuted(row) ? theme.muted : theme.text}
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

type KeyRow = Exclude<HelpRow, {kind: 'title'}>;

const labelOf = (row: KeyRow) => (row.kind === 'key' ? row.label : '');

const textOf = (row: KeyRow, sign: string) => (row.kind === 'key' ? sayKey(row, sign) : row.text);

const isMuted = (row: KeyRow) =>
	row.kind === 'more' || row.isDisabled === true || row.disabled !== undefined;
