import {Box} from 'ink';
import Line from '../../../ui/draw/Line.tsx';
import useLook from '../../../ui/terminal/use-look.ts';
import {toAlertLines} from './alert-lines.ts';
import type {PanelProps} from './panel-props.ts';
import Waiting from './Waiting.tsx';

/** What is wrong, what it means, and what to do. */
export default function AlertsPanel({overview, columns, rows}: PanelProps) {
	const {theme, glyphs} = useLook();
	const {alerts, now} = overview;
	const lines = toAlertLines(alerts, {columns, rows, now, glyphs});
	return (
		<Box flexDirection="column" width={columns} height={rows} flexShrink={0} overflowY="hidden">
			{alerts.length === 0 && <Waiting text="No alerts." width={columns} />}
			{lines.map(({text, tone, isBold}, index) => (
				<Line key={index} text={text} color={theme[tone]} isBold={isBold} />
			))}
		</Box>
	);
}
