import {Box} from 'ink';
import type {Tone} from '../terminal/theme.ts';
import useLook from '../terminal/use-look.ts';
import Line from './Line.tsx';
import {fit} from './text.ts';

export type LogLine = {
	readonly id: string | number;
	readonly text: string;
	/** @default 'text' */
	readonly tone?: Tone;
};

type Props = {
	/** Newest last. */
	readonly lines: readonly LogLine[];
	readonly width: number;
	readonly height: number;
	/** How many of the newest lines to skip, for looking back. @default 0 */
	readonly back?: number;
	/** Shown if there are no lines. */
	readonly empty?: string;
};

/** The newest lines of a log, or older ones with a count of newer lines. */
export default function Lines(props: Props) {
	const {lines, width, height, back = 0, empty = 'Nothing here yet.'} = props;
	const {theme, glyphs} = useLook();
	const options = {ellipsis: glyphs.ellipsis};
	const passed = Math.max(0, Math.min(back, lines.length - height + 1));
	const end = lines.length - passed;
	const room = passed > 0 ? height - 1 : height;
	return (
		<Box flexDirection="column" width={width} height={height} flexShrink={0} overflowY="hidden">
			{lines.length === 0 && <Line text={fit(empty, width, options)} color={theme.muted} />}
			{lines.slice(Math.max(0, end - room), end).map(({id, text, tone = 'text'}) => (
				<Line key={id} text={fit(text, width, options)} color={theme[tone]} />
			))}
			{passed > 0 && <Line text={`${glyphs.down} ${passed} newer`} color={theme.muted} />}
		</Box>
	);
}
