import type {MinerHistory} from '../../miner/history.ts';
import Graph from '../../ui/Graph.tsx';
import type {GraphColors} from '../../ui/theme.ts';
import useLook from '../../ui/use-look.ts';
import {getSpan, toColumns} from './columns.ts';

type Props = {
	readonly history: MinerHistory;
	readonly samples: MinerHistory['load'];
	/** What a value of one is in the samples, such as the seconds of a step where the graph is of things a second. @default 1 */
	readonly unit?: number;
	/** @default A round number above the highest value. */
	readonly max?: number;
	readonly width: number;
	readonly height: number;
	/** What is drawn; how far back is added to it. */
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
