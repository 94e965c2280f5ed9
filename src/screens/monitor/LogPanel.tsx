import Lines, {type LogLine} from '../../ui/Lines.tsx';
import {insidePanel} from '../../ui/size.ts';
import type {Tone} from '../../ui/theme.ts';
import MonitorPanel from './MonitorPanel.tsx';
import type {PanelProps} from './panel-props.ts';

/** What the miner said. */
export default function LogPanel(props: PanelProps) {
	const {overview, isFocused, scroll} = props;
	const {columns: width, rows: height} = insidePanel(props);
	return (
		<MonitorPanel {...props} id="log" note="UTC">
			<Lines
				lines={toLogLines(overview.miner.log)}
				width={width}
				height={height}
				back={isFocused ? scroll : 0}
				empty="Nothing was said yet."
			/>
		</MonitorPanel>
	);
}

const toLogLines = (log: readonly string[]): readonly LogLine[] =>
	log.map((line, index) => {
		const {time, level, message} = pattern.exec(line)?.groups ?? {};
		return message === undefined
			? {id: index, text: line}
			: {id: index, text: `${time} ${message}`, tone: tones[level!]};
	});

/** A line as `miner/log.ts` writes it. */
const pattern = /^[\d\-]+T(?<time>[\d:]+)\.\d+Z (?<level>\w+) {1,2}(?<message>\S.*)$/v;

const tones: Readonly<Record<string, Tone>> = {warn: 'warn', error: 'bad'};
