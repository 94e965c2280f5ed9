import {Box} from 'ink';
import Line from '../../../ui/draw/Line.tsx';
import useLook from '../../../ui/terminal/use-look.ts';
import {wrapWords} from '../words.ts';

type Props = {
	/** What is missing, and what it is waiting for. */
	readonly text: string;
	readonly width: number;
};

/** The placeholder of a panel that has no data yet. */
export default function Waiting({text, width}: Props) {
	const {theme} = useLook();
	return (
		<Box flexDirection="column" flexShrink={0}>
			{wrapWords(text, width).map(line => (
				<Line key={line} text={line} color={theme.muted} />
			))}
		</Box>
	);
}
