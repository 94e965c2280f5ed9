import type {DeviceReading} from '../../miner/device-watch.ts';
import type {MinerHistory} from '../../miner/history.ts';
import {formatAge, formatBytes} from '../../ui/format.ts';
import Line from '../../ui/Line.tsx';
import Meter from '../../ui/Meter.tsx';
import {insidePanel} from '../../ui/size.ts';
import {fit} from '../../ui/text.ts';
import useLook from '../../ui/use-look.ts';
import {describeCard, describeMemory, getMemoryShare} from './device-words.ts';
import HistoryGraph from './HistoryGraph.tsx';
import MonitorPanel from './MonitorPanel.tsx';
import type {PanelProps} from './panel-props.ts';
import Waiting from './Waiting.tsx';

/** Without a newer reading for so long, the age of the last is told. */
const freshMs = 10_000;

/** What computes: memory and load, and how they were. */
export default function DevicePanel({overview, columns, rows, isFocused}: PanelProps) {
	const {miner, now} = overview;
	const {device, history} = miner;
	const {columns: width, rows: height} = insidePanel({columns, rows});
	const age = now - (device?.at ?? now);
	// A name, two meters and a row of facts; the graphs share what is left.
	const heads = Math.min(height, 4);
	return (
		<MonitorPanel
			id="device"
			title="device"
			note={age > freshMs ? `read ${formatAge(age)}` : undefined}
			{...{overview, columns, rows, isFocused}}
		>
			{device ? (
				<Device device={device} width={width} />
			) : (
				<Waiting
					text="No reading yet: the first comes a few seconds after the model is loaded."
					width={width}
				/>
			)}
			{device && history && height > heads && (
				<Graphs history={history} width={width} height={height - heads} />
			)}
		</MonitorPanel>
	);
}

function Device({device, width}: {readonly device: DeviceReading; readonly width: number}) {
	const {theme, glyphs, terminal} = useLook();
	const degrees = terminal.glyphs === 'ascii' ? 'C' : '°C';
	const {kind, name, load, modelBytes} = device;
	const isCard = kind === 'gpu';
	return (
		<>
			{isCard ? (
				<Line isBold text={fit(name, width, {ellipsis: glyphs.ellipsis})} />
			) : (
				<Line isBold text={`model memory ${formatBytes(modelBytes)}`} />
			)}
			<Meter label={isCard ? 'load' : 'host load'} share={load ?? undefined} width={width} />
			<Meter
				label={isCard ? 'VRAM' : 'host RAM'.padEnd(width < 30 ? 0 : 'host load'.length)}
				share={getMemoryShare(device)}
				value={describeMemory(device)}
				width={width}
			/>
			<Line
				text={fit(isCard ? describeCard(device, {width, degrees}) : name, width, {
					ellipsis: glyphs.ellipsis,
				})}
				color={theme.muted}
			/>
		</>
	);
}

type GraphsProps = {
	readonly history: MinerHistory;
	readonly width: number;
	readonly height: number;
};

function Graphs({history, width, height}: GraphsProps) {
	const memoryRows = height >= 4 ? Math.floor(height / 2) : 0;
	const loadRows = height - memoryRows;
	return (
		<>
			<HistoryGraph
				history={history}
				samples={history.load}
				max={1}
				width={width}
				height={loadRows}
				label={loadRows > 1 ? 'load' : undefined}
				colors="heat"
			/>
			{memoryRows > 0 && (
				<HistoryGraph
					history={history}
					samples={history.memory}
					width={width}
					height={memoryRows}
					label="memory of the model"
				/>
			)}
		</>
	);
}
