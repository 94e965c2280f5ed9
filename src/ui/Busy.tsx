import {Text} from 'ink';
import {formatDuration} from './format.ts';
import useLook from './use-look.ts';

type Props = {
	/** What is being done. */
	readonly what: string;
	/** How long it takes already, in milliseconds. The sign turns with it, once a second. */
	readonly elapsed: number;
	/** What happens when it is left. @default Nothing, for it cannot be left. */
	readonly leave?: string;
};

/** Long work: what is done, since when, and how to leave it. */
export default function Busy({what, elapsed, leave}: Props) {
	const {theme, glyphs} = useLook();
	const turn = Math.floor(Math.max(0, elapsed) / 1000) % glyphs.spinner.length;
	return (
		<Text wrap="truncate">
			<Text color={theme.accent}>{`${glyphs.spinner[turn]!} ${what}`}</Text>
			{`  ${formatDuration(elapsed)}`}
			{leave !== undefined && <Text color={theme.muted}>{`  Esc ${leave}`}</Text>}
		</Text>
	);
}
