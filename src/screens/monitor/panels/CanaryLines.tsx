import {Box} from 'ink';
import {breakOff} from '../../../ledger/canaries.ts';
import {describeCanary, isNews} from '../../../monitor/describe-canary.ts';
import Line from '../../../ui/draw/Line.tsx';
import useLook from '../../../ui/terminal/use-look.ts';
import type {Overview} from '../overview.ts';
import {wrapWords} from '../words.ts';
import type {PanelProps} from './panel-props.ts';

/** A model on trial: how it does, and for a day how that ended. */
export default function CanaryLines({overview, columns, rows}: PanelProps) {
	const {theme} = useLook();
	const {canary} = overview.miner.state ?? {};
	const tone = canary?.outcome === 'rolled-back' ? theme.warn : theme.accent;
	return (
		<Box flexDirection="column" width={columns} height={rows} flexShrink={0} overflowY="hidden">
			{toCanaryLines(overview, {columns, rows}).map(text => (
				<Line key={text} text={text} color={tone} />
			))}
		</Box>
	);
}

/** Get the rows about the latest canary; none if there is nothing to tell. */
export function toCanaryLines(
	{miner, minerAge = 0, now}: Overview,
	{columns, rows}: Pick<PanelProps, 'columns' | 'rows'>,
): readonly string[] {
	const {canary: last} = miner.state ?? {};
	if (!last || !isNews(last, now)) {
		return [];
	}

	const isOver = last.endedAt === null && miner.link === 'gone';
	const canary = isOver ? breakOff(last, now - minerAge) : last;
	const lines = wrapWords(`trial: ${describeCanary(canary, now)}`, columns);
	// The last one is cut off where it does not fit.
	return lines.length > rows
		? [...lines.slice(0, rows - 1), lines.slice(rows - 1).join(' ')]
		: lines;
}
