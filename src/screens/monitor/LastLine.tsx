import {Text} from 'ink';
import {fit} from '../../ui/text.ts';
import useLook from '../../ui/use-look.ts';
import {toLogLines} from './log-lines.ts';
import type {PanelProps} from './panel-props.ts';
import {hotkeyOf} from './panels.ts';

/** What the miner said last, in one row, where there is no room for its log. */
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

const nothing = {text: 'Nothing was said yet.', tone: 'muted'} as const;
