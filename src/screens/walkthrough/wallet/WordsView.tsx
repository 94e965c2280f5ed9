import {Box} from 'ink';
import type {Restores} from '../../../wallet/mnemonic-file.ts';
import Line from '../../../ui/draw/Line.tsx';
import useLook from '../../../ui/terminal/use-look.ts';
import Paragraph from '../form/Paragraph.tsx';

type Props = {
	readonly words: readonly string[];
	readonly restores: Restores;
	readonly width: number;
};

/** Cells for a number and the longest possible word, eight letters. */
const cell = 14;

/** The words of a new key, and what they restore. */
export default function WordsView({words, restores, width}: Props) {
	const {theme} = useLook();
	const columns = width >= 4 * cell ? 4 : 3;
	const rows = Array.from({length: Math.ceil(words.length / columns)}, (_, row) =>
		words
			.slice(row * columns, (row + 1) * columns)
			.map((word, column) =>
				`${String(row * columns + column + 1).padStart(2)} ${word}`.padEnd(cell),
			)
			.join(''),
	);
	return (
		<Box flexDirection="column">
			<Paragraph
				isBold
				width={width}
				text="Write these words on paper, in this order. They are shown only once."
			/>
			<Box flexDirection="column" paddingY={1}>
				{rows.map((text, index) => (
					<Line key={index} isBold text={text.trimEnd()} color={theme.accent} />
				))}
			</Box>
			<Paragraph
				width={width}
				text={
					restores === 'hotkey'
						? 'They are the only way to restore this hotkey if the disk fails. The coldkey and its TAO have words of their own.'
						: 'They are the only way to restore both keys and all TAO if the disk fails or the password is lost.'
				}
			/>
			<Paragraph
				width={width}
				tone="warn"
				text="Anyone who reads them owns it: no photo, no file, no chat. Nobody helping you needs them."
			/>
		</Box>
	);
}
