import {Box} from 'ink';
import type {FunctionComponent, ReactNode} from 'react';
import ErrorBoundary from '../../ui/ErrorBoundary.tsx';
import Footer from '../../ui/Footer.tsx';
import Frame from '../../ui/Frame.tsx';
import type {Key} from '../../ui/keys.ts';
import Line from '../../ui/Line.tsx';
import {drawnSize, insideFrame, type Size} from '../../ui/size.ts';
import type {Tone} from '../../ui/theme.ts';
import useLook from '../../ui/use-look.ts';
import {toAlertLines} from './alert-lines.ts';
import AlertsPanel from './AlertsPanel.tsx';
import ClocksPanel from './ClocksPanel.tsx';
import DevicePanel from './DevicePanel.tsx';
import EarningsPanel from './EarningsPanel.tsx';
import HeaderLine from './HeaderLine.tsx';
import LastLine from './LastLine.tsx';
import {layOut} from './layout.ts';
import LogPanel from './LogPanel.tsx';
import type {Overview} from './overview.ts';
import type {PanelProps} from './panel-props.ts';
import type {PanelId, PlacedId} from './panels.ts';
import QueriesPanel from './QueriesPanel.tsx';
import RankPanel from './RankPanel.tsx';
import SlotPanel from './SlotPanel.tsx';
import StagesPanel from './StagesPanel.tsx';
import SummaryPanel from './SummaryPanel.tsx';
import ValidatorsPanel from './ValidatorsPanel.tsx';

export type Toast = {
	readonly text: string;
	readonly tone: Tone;
};

type Props = {
	readonly size: Size;
	readonly overview: Overview;
	readonly version: string;
	/** Which of how many miners it is, from 1. @default 1 */
	readonly place?: number;
	readonly count?: number;
	/** The panel that is shown alone. */
	readonly focus?: PanelId;
	/** How many rows were scrolled in it. @default 0 */
	readonly scroll?: number;
	/** For how long the picture stands still, in milliseconds. */
	readonly pausedFor?: number;
	/** What can be pressed, the most important first. */
	readonly keys: readonly Key[];
	/** Said in the place of the keys for a while. */
	readonly toast?: Toast;
	/** Stands in the place of the panels. */
	readonly children?: ReactNode;
};

/** A miner on the whole terminal. */
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
	return (
		<Box width={columns} height={body.rows} flexShrink={0}>
			{layOut(body, {alertRows, focus}).map(({panel, left, top, ...room}) => {
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
