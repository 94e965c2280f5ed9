import {Text} from 'ink';
import type {MinerHistory} from '../../../miner/observe/history.ts';
import type {MinerState} from '../../../miner/miner-state.ts';
import {getStages} from '../../../monitor/stages.ts';
import {formatCount} from '../../../ui/draw/format.ts';
import Line from '../../../ui/draw/Line.tsx';
import {niceMaximum} from '../../../ui/draw/scale.ts';
import {insidePanel} from '../../../ui/terminal/size.ts';
import {fit} from '../../../ui/draw/text.ts';
import useLook from '../../../ui/terminal/use-look.ts';
import {getSpan, toColumns} from './columns.ts';
import HistoryGraph from './HistoryGraph.tsx';
import MonitorPanel from './MonitorPanel.tsx';
import type {PanelProps} from './panel-props.ts';
import {describeRefusals, formatMs, readRate} from './query-words.ts';

/** Minimum width for spelling things out. */
const wordy = 60;

/** Query rate, latency and rejections. */
export default function QueriesPanel(props: PanelProps) {
	const {state, history} = props.overview.miner;
	const {columns: width, rows: height} = insidePanel(props);
	const {answered = 0, refused = 0} = state?.queries ?? {};
	return (
		<MonitorPanel
			{...props}
			id="queries"
			waiting={answered + refused > 0 ? undefined : describeWait(props)}
		>
			{state && <Queries state={state} history={history} width={width} height={height} />}
		</MonitorPanel>
	);
}

function describeWait({overview}: PanelProps): string {
	const [submit] = getStages(overview.miner);
	return `${submit!.what}: ${submit!.detail!}.`;
}

type QueriesProps = {
	readonly state: MinerState;
	readonly history: MinerHistory | undefined;
	readonly width: number;
	readonly height: number;
};

function Queries({state, history, width, height}: QueriesProps) {
	const {theme, glyphs} = useLook();
	const {refused} = state.queries;
	const options = {ellipsis: glyphs.ellipsis};
	// One row each for rate, latency and rejections. Values that change every second share rows with those of the device panel.
	const room = height - 3;
	return (
		<>
			<Pace state={state} history={history} width={width} />
			<Line text={fit(describeLatency(state, width), width, options)} />
			{history && room > 0 && <Graphs history={history} width={width} height={room} />}
			<Line
				text={fit(describeRefusals(state.queries, width), width, options)}
				color={refused === 0 ? theme.muted : theme.warn}
			/>
		</>
	);
}

/** The current rate, and what the graph below shows. */
function Pace({state, history, width}: Omit<QueriesProps, 'height'>) {
	const {theme, terminal} = useLook();
	const {waiting, answered} = state.queries;
	const rate = history && readRate(history);
	const pace = rate === undefined ? '' : `${rate.toFixed(1)}/s`;
	const scale = history && describeScale(history, width, terminal.glyphs);
	const isWide = width >= wordy;
	const total = isWide ? `, ${formatCount(answered)} answered` : '';
	const rest = `${pace === '' ? '' : ', '}${waiting} waiting${total}`;
	return (
		<Text wrap="truncate">
			<Text bold>{pace}</Text>
			{rest}
			{scale !== undefined && isWide && (
				<Text color={theme.muted}>
					{fit(scale, width - pace.length - rest.length, {align: 'right'})}
				</Text>
			)}
		</Text>
	);
}

function Graphs({
	history,
	width,
	height,
}: Omit<QueriesProps, 'state' | 'history'> & {readonly history: MinerHistory}) {
	const seconds = history.stepMs / 1000;
	const hasMore = height >= 5;
	return (
		<>
			<HistoryGraph
				history={history}
				samples={history.answered}
				unit={seconds}
				width={width}
				height={height - (hasMore ? 3 : 0)}
			/>
			{hasMore && (
				<>
					<HistoryGraph
						history={history}
						samples={history.latency}
						width={width}
						height={2}
						label="p50 latency"
					/>
					<HistoryGraph
						history={history}
						samples={history.refused}
						unit={seconds}
						width={width}
						height={1}
						colors="alarm"
					/>
				</>
			)}
		</>
	);
}

function describeScale(
	{answered, stepMs, end}: MinerHistory,
	width: number,
	glyphs: Parameters<typeof getSpan>[2],
): string {
	const columns = toColumns(answered, {stepMs, end, width, glyphs});
	const top = niceMaximum(
		columns.map(value => (value === undefined ? undefined : value / (stepMs / 1000))),
	);
	return `answers/s, peak ${top}, last ${Math.round(getSpan(stepMs, width, glyphs) / 60_000)} min`;
}

/** Say less where there is no room: half a number would be another number. */
function describeLatency({latencyMs}: MinerState, width: number): string {
	const [p50, p95, p99] = [latencyMs.p50, latencyMs.p95, latencyMs.p99].map(value =>
		formatMs(value),
	);
	if (width >= wordy) {
		return `latency p50 ${p50} ms, p95 ${p95} ms, p99 ${p99} ms`;
	}

	const all = `p50 ${p50} p95 ${p95} p99 ${p99}`;
	const shorter = `p50 ${p50} p99 ${p99} ms`;
	return [`${all}ms`, all].find(text => text.length <= width) ?? shorter;
}
