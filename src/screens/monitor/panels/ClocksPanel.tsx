import {getRestartWindow} from '../../../monitor/restart-window.ts';
import {describeRoughly} from '../../../support/rough-duration.ts';
import Facts, {type Fact} from '../../../ui/draw/Facts.tsx';
import {formatDuration} from '../../../ui/draw/format.ts';
import type {Glyphs} from '../../../ui/terminal/glyphs.ts';
import Line from '../../../ui/draw/Line.tsx';
import Meter from '../../../ui/draw/Meter.tsx';
import {insidePanel} from '../../../ui/terminal/size.ts';
import useLook from '../../../ui/terminal/use-look.ts';
import type {Overview} from '../overview.ts';
import {describeFall, describePrice, formatBlock, formatCalmAge, pickFitting} from '../words.ts';
import {toPublicUrl} from '../../../support/public-url.ts';
import MonitorPanel from './MonitorPanel.tsx';
import type {PanelProps} from './panel-props.ts';
import PriceCurve from './PriceCurve.tsx';

/** The chain's clocks, and the price of registering. */
export default function ClocksPanel(props: PanelProps) {
	const {theme, glyphs} = useLook();
	const {overview} = props;
	const {clock, miner} = overview;
	if (!miner.subnet) {
		return <MonitorPanel {...props} id="clocks" waiting="No block read yet." />;
	}

	const {columns: width, rows: height} = insidePanel(props);
	const facts = toFacts(overview, {glyphs, width});
	const restart = clock && getRestartWindow(clock);
	// One row for the epoch, one for the restart.
	const room = height - facts.length - 2;
	return (
		<MonitorPanel
			{...props}
			id="clocks"
			note={clock && width >= 26 ? `epoch of ${miner.subnet.tempo}` : undefined}
		>
			<Meter
				label="epoch"
				share={clock?.share}
				value={clock ? describeLeft(clock.milliseconds) : 'none'}
				width={width}
				colors="cool"
			/>
			<Facts facts={facts.slice(0, 2)} width={width} />
			{restart && (
				<Line
					text={restart.isSafe ? 'safe to restart now' : 'restart after epoch'}
					color={restart.isSafe ? theme.good : theme.warn}
				/>
			)}
			<Facts facts={facts.slice(2, Math.max(2, height - 2))} width={width} />
			{room >= 3 && <PriceCurve subnet={miner.subnet} width={width} height={room} />}
		</MonitorPanel>
	);
}

/** The longest name of each list of facts, and the gap behind it. */
const nameWidths = {first: 'block'.length + 2, second: 'next'.length + 2};

function toFacts(
	{miner, now, price}: Overview,
	{glyphs, width}: {readonly glyphs: Glyphs; readonly width: number},
): readonly Fact[] {
	const {subnet, state} = miner;
	const {block, at} = subnet!;
	const first = width - nameWidths.first;
	const second = width - nameWidths.second;
	const fall = price && describeFall(price, second);
	const age = formatCalmAge(now - at);
	return [
		{
			name: 'block',
			value: pickFitting([`${formatBlock(block)}, ${age}`, `${formatBlock(block)} ${age}`], first),
		},
		{name: 'price', value: price ? describePrice(price, glyphs, first) : 'none'},
		...(fall === undefined ? [] : [{name: 'next', value: fall}]),
		...(state ? [{name: 'node', value: describeNode(state.chain, second)}] : []),
	];
}

/** The header counts seconds; here they are shown only when few remain. */
const describeLeft = (milliseconds: number) =>
	milliseconds < 120_000 ? formatDuration(milliseconds) : describeRoughly(milliseconds);

/** Describe the node as closely as fits: without the scheme of its address, then without its latency or its address. */
function describeNode(
	{url: address, state, latencyMs}: NonNullable<Overview['miner']['state']>['chain'],
	width: number,
): string {
	const url = toPublicUrl(address);
	const host = URL.parse(url)?.host ?? url;
	if (state !== 'connected') {
		return pickFitting([`gone, ${url}`, `gone, ${host}`, 'gone'], width);
	}

	if (latencyMs === null) {
		return pickFitting([url, host, 'connected'], width);
	}

	const latency = `${latencyMs.toFixed(0)} ms`;
	return pickFitting([`${latency}, ${url}`, `${latency}, ${host}`, host, latency], width);
}
