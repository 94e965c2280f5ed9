import {Text} from 'ink';
import useLook from '../terminal/use-look.ts';
import {formatDuration} from './format.ts';

type Props = {
	/** The task in progress. */
	readonly what: string;
	/** Time elapsed so far, in milliseconds. The spinner turns with it, once a second. */
	readonly elapsed: number;
	/** What happens on cancel. @default None: it cannot be cancelled */
	readonly leave?: string;
};

/** A long task: what it is, how long it has run, and how to cancel it. */
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
