import type {DeviceReading} from '../../../miner/observe/device-reading.ts';
import type {MinerHistory} from '../../../miner/observe/history.ts';
import {formatAge} from '../../../ui/draw/format.ts';
import Line from '../../../ui/draw/Line.tsx';
import Meter from '../../../ui/draw/Meter.tsx';
import {insidePanel} from '../../../ui/terminal/size.ts';
import {fit} from '../../../ui/draw/text.ts';
import useLook from '../../../ui/terminal/use-look.ts';
import {wrapWords} from '../words.ts';
import {describeCard, describeMemory, describeModelMemory, getMemoryShare} from './device-words.ts';
import CardRows, {CardDetails, detailRows} from './CardRows.tsx';
import HistoryGraph from './HistoryGraph.tsx';
import MonitorPanel from './MonitorPanel.tsx';
import type {PanelProps} from './panel-props.ts';

/** Milliseconds after which the age of the last reading is shown. */
const freshMs = 10_000;

/** The compute device: memory and load, with their history. */
export default function DevicePanel(props: PanelProps) {
	const {miner, now} = props.overview;
	const {device, history} = miner;
	const {theme} = useLook();
	const {columns: width, rows: height} = insidePanel(props);
	const age = now - (device?.at ?? now);
	const hasNote = device !== undefined && device.name.length + noteMargin <= props.columns;
	const cards = device?.cards ?? [];
	const notes = props.isFocused
		? (device?.notes ?? []).flatMap(note => wrapWords(note.replaceAll('`', ''), width))
		: [];
	const form = pickForm(device, {isFocused: props.isFocused, height});
	const one = hasNote ? 3 : 4;
	const rows = {details: cards.length * detailRows, list: cards.length, one, servers: height}[form];
	const heads = Math.min(height, rows + notes.length);
	return (
		<MonitorPanel
			{...props}
			id="device"
			note={describeNote(device, age)}
			waiting={
				device ? undefined : 'No reading yet; the first comes a few seconds after the model loads.'
			}
		>
			{form === 'details' &&
				cards.map(card => (
					<CardDetails key={`${card.vendor}${card.index}`} card={card} width={width} />
				))}
			{form === 'list' && <CardRows cards={cards} width={width} height={height} />}
			{form === 'servers' && <Servers notes={miner.state?.engineNotes ?? []} width={width} />}
			{device && form === 'one' && <Device device={device} width={width} hasName={!hasNote} />}
			{notes.map(note => (
				<Line key={note} text={note} color={theme.muted} />
			))}
			{device && history && height > heads && (
				<Graphs history={history} width={width} height={height - heads} />
			)}
		</MonitorPanel>
	);
}

/** Pick whether to show all that is known of each card, a row of each, one device as a whole, or servers. */
function pickForm(
	device: DeviceReading | undefined,
	{isFocused = false, height}: {readonly isFocused?: boolean; readonly height: number},
): 'details' | 'list' | 'one' | 'servers' {
	if (device?.kind === 'remote') {
		return 'servers';
	}

	const cards = device?.cards.length ?? 0;
	if (isFocused && cards > 0 && cards * detailRows <= height) {
		return 'details';
	}

	return cards > 1 || (isFocused && cards > 0) ? 'list' : 'one';
}

/** Width of a title without its note. */
const noteMargin = 20;

function describeNote(device: DeviceReading | undefined, age: number): string | undefined {
	return age > freshMs ? `read ${formatAge(age)}` : device?.name;
}

type DeviceProps = {
	readonly device: DeviceReading;
	readonly width: number;
	/** Whether to show its name, because nothing else does. */
	readonly hasName: boolean;
};

/** Frequently changing values come first, level with those of the queries. */
function Device({device, width, hasName}: DeviceProps) {
	const {theme, glyphs, terminal} = useLook();
	const {kind, name, load, modelBytes} = device;
	const isCard = kind === 'gpu';
	const degrees = terminal.glyphs === 'ascii' ? 'C' : '°C';
	const memory = (
		<Meter
			label={isCard ? 'VRAM' : 'host RAM'.padEnd(width < 30 ? 0 : 'host load'.length)}
			share={getMemoryShare(device)}
			value={describeMemory(device)}
			width={width}
		/>
	);
	return (
		<>
			<Meter label={isCard ? 'load' : 'host load'} share={load ?? undefined} width={width} />
			{isCard ? (
				<>
					<Line text={describeCard(device, {width, degrees})} color={theme.muted} />
					{memory}
				</>
			) : (
				<>
					{memory}
					<Line text={describeModelMemory(modelBytes)} />
				</>
			)}
			{hasName && <Line text={fit(name, width, {ellipsis: glyphs.ellipsis})} color={theme.muted} />}
		</>
	);
}

type ServersProps = {
	/** The state of each, as a sentence. */
	readonly notes: readonly string[];
	readonly width: number;
};

/** Servers keep their load and memory to themselves. */
function Servers({notes, width}: ServersProps) {
	const {theme} = useLook();
	return (
		<>
			<Line text="on servers, memory not known" color={theme.muted} />
			{notes.flatMap(note =>
				wrapWords(note.replaceAll('`', ''), width).map((line, index) => (
					<Line key={`${note} ${index}`} text={line} />
				)),
			)}
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
					label="model memory"
				/>
			)}
		</>
	);
}
