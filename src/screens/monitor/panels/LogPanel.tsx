import Lines from '../../../ui/draw/Lines.tsx';
import {insidePanel} from '../../../ui/terminal/size.ts';
import {toLogLines} from './log-lines.ts';
import MonitorPanel from './MonitorPanel.tsx';
import type {PanelProps} from './panel-props.ts';

/** The miner's log. */
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
				empty="The log is empty."
			/>
		</MonitorPanel>
	);
}
