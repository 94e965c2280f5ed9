import type {MinerHistory} from '../../../miner/observe/history.ts';
import Graph from '../../../ui/draw/Graph.tsx';
import type {GraphColors} from '../../../ui/terminal/theme.ts';
import useLook from '../../../ui/terminal/use-look.ts';
import {getSpan, toColumns} from './columns.ts';

type Props = {
	readonly history: MinerHistory;
	readonly samples: MinerHistory['load'];
	/** The sample value that counts as one, such as a step's seconds in a graph of rates per second. @default 1 */
	readonly unit?: number;
	/** @default A round number above the maximum */
	readonly max?: number;
	readonly width: number;
	readonly height: number;
	/** What is drawn; the time span is appended. */
	readonly label?: string;
	readonly colors?: GraphColors;
};

/** A graph of the last ten minutes. */
export default function HistoryGraph(props: Props) {
	const {history, samples, unit = 1, max, width, height, label, colors} = props;
	const {terminal} = useLook();
	const {stepMs, end} = history;
	const columns = toColumns(samples, {stepMs, end, width, glyphs: terminal.glyphs});
	return (
		<Graph
			values={columns.map(value => (value === undefined ? undefined : value / unit))}
			max={max}
			width={width}
			height={height}
			label={
				label === undefined
					? undefined
					: `${label}, ${Math.round(getSpan(stepMs, width, terminal.glyphs) / 60_000)} min`
			}
			colors={colors}
		/>
	);
}
