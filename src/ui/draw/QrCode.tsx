import {Box, Text} from 'ink';
import {memo, useMemo} from 'react';
import useLook from '../terminal/use-look.ts';
import Line from './Line.tsx';
import {drawQrCode, type QrDrawing} from './qr-code.ts';

type Props = {
	readonly text: string;
	/** The available room. */
	readonly width: number;
	readonly height: number;
};

/** Text as a QR code, or a message that it does not fit. */
export default memo(QrCode);

function QrCode({text, width, height}: Props) {
	const {theme, terminal} = useLook();
	const drawing = useMemo(
		() => drawQrCode(text, {width, height, terminal}),
		[text, width, height, terminal],
	);
	return drawing.isFitting ? (
		<Box flexDirection="column" flexShrink={0}>
			{drawing.lines.map((line, row) => (
				<Text key={row} wrap="truncate" {...colorsOf(drawing)}>
					{line}
				</Text>
			))}
		</Box>
	) : (
		<Line
			text={`The QR code needs ${drawing.columns} columns and ${drawing.rows} rows.`}
			color={theme.muted}
		/>
	);
}

// Both colors are set, so that phones can read it on any background.
const colorsOf = ({colors}: QrDrawing) =>
	({
		none: {},
		'16': {color: 'black', backgroundColor: 'whiteBright'},
		'256': {color: 'ansi256(16)', backgroundColor: 'ansi256(231)'},
		truecolor: {color: '#000000', backgroundColor: '#ffffff'},
	})[colors];
