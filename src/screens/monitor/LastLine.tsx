import {Text} from 'ink';
import {fit} from '../../ui/draw/text.ts';
import useLook from '../../ui/terminal/use-look.ts';
import {toLogLines} from './panels/log-lines.ts';
import type {PanelProps} from './panels/panel-props.ts';
import {hotkeyOf} from './panels.ts';

/** The miner's latest log line, in one row, if its log does not fit. */
export default function LastLine({overview, columns}: PanelProps) {
	const {theme, glyphs} = useLook();
	const [{text, tone = 'text'} = nothing] = toLogLines(overview.miner.log.slice(-1));
	const title = `[${hotkeyOf('log')}] log `;
	return (
		<Text wrap="truncate" color={theme.title}>
			{title}
			<Text color={theme[tone]}>
				{fit(text, columns - title.length, {ellipsis: glyphs.ellipsis})}
			</Text>
		</Text>
	);
}

const nothing = {text: 'The log is empty.', tone: 'muted'} as const;
