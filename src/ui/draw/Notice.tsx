import {Box, Text} from 'ink';
import useLook from '../terminal/use-look.ts';

type Props = {
	readonly kind: 'good' | 'warn' | 'bad';
	readonly message: string;
	/** What to do about it. */
	readonly fix?: string;
};

/** A message to the reader, and what to do about it. */
export default function Notice({kind, message, fix}: Props) {
	const {theme, glyphs} = useLook();
	const sign = {good: glyphs.on, warn: glyphs.warn, bad: glyphs.bad}[kind];
	return (
		<Box flexShrink={0}>
			<Box width={2} flexShrink={0}>
				<Text color={theme[kind]}>{sign}</Text>
			</Box>
			<Box flexDirection="column" flexShrink={1}>
				<Text color={theme[kind]}>{message}</Text>
				{fix !== undefined && <Text>{fix}</Text>}
			</Box>
		</Box>
	);
}
