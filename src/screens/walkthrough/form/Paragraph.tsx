import {Box} from 'ink';
import Line from '../../../ui/draw/Line.tsx';
import type {Tone} from '../../../ui/terminal/theme.ts';
import useLook from '../../../ui/terminal/use-look.ts';
import {widestText, wrapText} from '../../../ui/draw/wrap.ts';

type Props = {
	readonly text: string;
	readonly width: number;
	/** @default 'text' */
	readonly tone?: Tone;
	readonly isBold?: boolean;
};

/** Text over several rows. */
export default function Paragraph({text, width, tone = 'text', isBold}: Props) {
	const {theme} = useLook();
	return (
		<Box flexDirection="column" flexShrink={0}>
			{wrapText(text, Math.min(width, widestText)).map((row, index) => (
				<Line key={index} text={row} color={theme[tone]} isBold={isBold} />
			))}
		</Box>
	);
}
