import {Text} from 'ink';
import {graphemesOf, widthOf} from '../draw/text.ts';
import useLook from '../terminal/use-look.ts';

type Props = {
	readonly label: string;
	/** The text as displayed. */
	readonly text: string;
	/** Index of the character the cursor is on; without it, there is no cursor. */
	readonly cursor?: number;
	/** Shown while the text is empty. */
	readonly placeholder: string;
	readonly width: number;
};

/** One row of a field. If the text is too long, the part around the cursor is shown. */
export default function FieldLine({label, text, cursor, placeholder, width}: Props) {
	const {theme, glyphs, terminal} = useLook();
	const graphemes = graphemesOf(text);
	const room = Math.max(2, width - widthOf(label) - 1);
	const {start, end} = partOf(graphemes, cursor ?? 0, room);
	const [before, after] = [
		graphemes.slice(start, cursor ?? end).join(''),
		graphemes.slice(cursor ?? end, end),
	];
	// Without colors nothing can be inverse, so the cursor is a sign between two characters.
	const isInverse = terminal.colors !== 'none';
	const below = isInverse ? (after[0] ?? ' ') : glyphs.cursor;
	return (
		<Text wrap="truncate">
			<Text color={cursor === undefined ? theme.muted : theme.accent}>{`${label} `}</Text>
			{before}
			{cursor !== undefined && <Text inverse={isInverse}>{below}</Text>}
			{after.slice(isInverse ? 1 : 0).join('')}
			{text === '' && <Text color={theme.muted}>{placeholder}</Text>}
		</Text>
	);
}

/** Choose the characters to show, reserving one cell for a cursor at the end. */
function partOf(graphemes: readonly string[], cursor: number, room: number) {
	const widths = graphemes.map(grapheme => widthOf(grapheme));
	let start = Math.min(cursor, graphemes.length);
	let end = start;
	let used = 1;
	// Extend towards the start first, so that the latest input is visible.
	while (start > 0 && used + widths[start - 1]! <= room) {
		start -= 1;
		used += widths[start]!;
	}

	while (end < graphemes.length && used + widths[end]! <= room) {
		used += widths[end]!;
		end += 1;
	}

	return {start, end};
}
