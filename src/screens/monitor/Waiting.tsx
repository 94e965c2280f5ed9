import {Box} from 'ink';
import Line from '../../ui/Line.tsx';
import useLook from '../../ui/use-look.ts';
import {wrapWords} from './words.ts';

type Props = {
	/** What there is not yet, and what is waited for. */
	readonly text: string;
	readonly width: number;
};

/** What stands in a panel that has nothing to show yet. */
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
