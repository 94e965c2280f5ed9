import {Box} from 'ink';
import {getStages, type Stage} from '../../../monitor/stages.ts';
import Line from '../../../ui/draw/Line.tsx';
import {insidePanel, splitLength} from '../../../ui/terminal/size.ts';
import {fit, widthOf} from '../../../ui/draw/text.ts';
import useLook from '../../../ui/terminal/use-look.ts';
import {formatCalmAge, wrapWords} from '../words.ts';
import MonitorPanel from './MonitorPanel.tsx';
import type {PanelProps} from './panel-props.ts';

/** Submit, validate, reward: the latest event of each, side by side or stacked. */
export default function StagesPanel(props: PanelProps) {
	const {overview} = props;
	const {glyphs} = useLook();
	const {columns: width, rows: height} = insidePanel(props);
	const stages = getStages(overview.miner);
	const isRow = width >= 70;
	const arrow = ` ${glyphs.right} `;
	const widths = isRow ? splitLength(width - 2 * arrow.length, [1, 1, 1]) : stages.map(() => width);
	const stageRows = isRow ? height : Math.max(1, Math.floor(height / stages.length));
	return (
		<MonitorPanel
			{...props}
			id="stages"
			title={isRow ? stages.map(({name}) => name).join(arrow) : 'stages'}
		>
			<Box flexDirection={isRow ? 'row' : 'column'} flexShrink={0}>
				{stages.map((stage, index) => (
					<Box key={stage.name} flexShrink={0}>
						{isRow && index > 0 && <Line text={arrow} />}
						<StageView stage={stage} now={overview.now} width={widths[index]!} height={stageRows} />
					</Box>
				))}
			</Box>
		</MonitorPanel>
	);
}

type StageProps = {
	readonly stage: Stage;
	readonly now: number;
	readonly width: number;
	readonly height: number;
};

function StageView({stage: {name, progress, what, detail, at}, now, width, height}: StageProps) {
	const {theme, glyphs} = useLook();
	const sign = {done: glyphs.on, part: glyphs.part, none: glyphs.off}[progress];
	const age = at === undefined ? '' : formatCalmAge(now - at);
	const head = `${sign} ${name}`;
	const room = Math.max(0, width - widthOf(head));
	const color = {done: theme.good, part: theme.warn, none: theme.muted}[progress];
	const lines = [what, ...(detail === undefined ? [] : [detail])]
		.flatMap(text => wrapWords(text, width - 2))
		.slice(0, height - 1);
	return (
		<Box flexDirection="column" width={width} height={height} flexShrink={0} overflowY="hidden">
			<Line isBold text={head + fit(age, room, {align: 'right'})} color={color} />
			{lines.map(line => (
				<Line key={line} text={`  ${line}`} color={at === undefined ? theme.muted : theme.text} />
			))}
		</Box>
	);
}
