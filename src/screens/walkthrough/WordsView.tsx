import {Box} from 'ink';
import type {Restores} from '../../wallet/mnemonic-file.ts';
import Line from '../../ui/Line.tsx';
import useLook from '../../ui/use-look.ts';
import Paragraph from './Paragraph.tsx';

type Props = {
	readonly words: readonly string[];
	readonly restores: Restores;
	readonly width: number;
};

/** Cells for a number and the longest word there is, of eight letters. */
const cell = 14;

/** The words of a new key, and what they are good for. */
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
				text="Write these words on paper, in this order. They are shown this once."
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
						? 'They give back this hotkey alone, when the disk is gone, and nothing else does. The coldkey and its TAO have words of their own.'
						: 'They give back everything, both keys and all TAO, when the disk is gone or the password is lost. Nothing else does.'
				}
			/>
			<Paragraph
				width={width}
				tone="warn"
				text="Whoever reads them has it too: no photo, no file, no chat. Nobody who helps you needs them."
			/>
		</Box>
	);
}
