import {Box} from 'ink';
import type {FunctionComponent, ReactNode} from 'react';
import ErrorBoundary from '../../ui/terminal/ErrorBoundary.tsx';
import Footer from '../../ui/input/Footer.tsx';
import Frame from '../../ui/draw/Frame.tsx';
import type {Key} from '../../ui/input/keys.ts';
import Line from '../../ui/draw/Line.tsx';
import {drawnSize, insideFrame, type Size} from '../../ui/terminal/size.ts';
import useLook from '../../ui/terminal/use-look.ts';
import {toAlertLines} from './panels/alert-lines.ts';
import AlertsPanel from './panels/AlertsPanel.tsx';
import CanaryLines, {toCanaryLines} from './panels/CanaryLines.tsx';
import ClocksPanel from './panels/ClocksPanel.tsx';
import DevicePanel from './panels/DevicePanel.tsx';
import EarningsPanel from './panels/EarningsPanel.tsx';
import HeaderLine from './HeaderLine.tsx';
import LastLine from './LastLine.tsx';
import {layOut, leastForPanels} from './layout.ts';
import LogPanel from './panels/LogPanel.tsx';
import type {Toast} from './monitor-store.ts';
import type {Overview} from './overview.ts';
import type {PanelProps} from './panels/panel-props.ts';
import type {PanelId, PlacedId} from './panels.ts';
import QueriesPanel from './panels/QueriesPanel.tsx';
import RankPanel from './panels/RankPanel.tsx';
import SlotPanel from './panels/SlotPanel.tsx';
import StagesPanel from './panels/StagesPanel.tsx';
import SummaryPanel from './panels/SummaryPanel.tsx';
import ValidatorsPanel from './panels/ValidatorsPanel.tsx';

type Props = {
	readonly size: Size;
	readonly overview: Overview;
	readonly version: string;
	/** Position among the miners, from 1. @default 1 */
	readonly place?: number;
	readonly count?: number;
	/** The panel shown alone. */
	readonly focus?: PanelId;
	/** Rows scrolled in it. @default 0 */
	readonly scroll?: number;
	/** How long the display has been paused, in milliseconds. */
	readonly pausedFor?: number;
	/** The available keys, most important first. */
	readonly keys: readonly Key[];
	/** A message shown briefly in place of the keys. */
	readonly toast?: Toast;
	/** Shown in place of the panels. */
	readonly children?: ReactNode;
};

/** The full-screen view of one miner. */
export default function MonitorView(props: Props) {
	const {size, overview, version, place = 1, count = 1, pausedFor, keys, toast, children} = props;
	const {theme} = useLook();
	return (
		<Frame
			size={size}
			header={
				<HeaderLine {...{overview, version, place, count, pausedFor}} columns={size.columns} />
			}
			footer={
				toast ? (
					<Line text={toast.text} color={theme[toast.tone]} />
				) : (
					<Footer keys={keys} width={size.columns} />
				)
			}
		>
			{children ?? <Panels {...props} />}
		</Frame>
	);
}

function Panels({size, overview, focus, scroll = 0}: Props) {
	const {glyphs} = useLook();
	const body = insideFrame(drawnSize(size));
	const {columns} = body;
	const rows = Math.max(3, Math.floor(body.rows / 5));
	const {alerts, now} = overview;
	const alertRows = toAlertLines(alerts, {columns, rows, now, glyphs}).length;
	// Beside alerts, a trial must not cost the panels of rank and earnings.
	const spare = Math.max(1, body.rows - alertRows - leastForPanels);
	const canaryRows = toCanaryLines(overview, {
		columns,
		rows: alertRows === 0 ? rows : Math.min(rows, spare),
	}).length;
	return (
		<Box width={columns} height={body.rows} flexShrink={0}>
			{layOut(body, {alertRows, canaryRows, focus}).map(({panel, left, top, ...room}) => {
				const View = views[panel];
				return (
					<Box key={panel} position="absolute" left={left} top={top}>
						<ErrorBoundary what={`the panel ${panel}`}>
							<View overview={overview} isFocused={panel === focus} scroll={scroll} {...room} />
						</ErrorBoundary>
					</Box>
				);
			})}
		</Box>
	);
}

const views: Readonly<Record<PlacedId, FunctionComponent<PanelProps>>> = {
	alerts: AlertsPanel,
	canary: CanaryLines,
	clocks: ClocksPanel,
	device: DevicePanel,
	earnings: EarningsPanel,
	'last-line': LastLine,
	log: LogPanel,
	queries: QueriesPanel,
	rank: RankPanel,
	slot: SlotPanel,
	stages: StagesPanel,
	summary: SummaryPanel,
	validators: ValidatorsPanel,
};
