import {getEpochGains, type EpochGain} from '../../../monitor/epoch-gains.ts';
import {untold} from '../../../chain/amount.ts';
import {getCost, getEarnedValue} from '../../../monitor/payback.ts';
import {describeRoughly} from '../../../support/rough-duration.ts';
import {formatShortAmount} from '../../../monitor/short-amount.ts';
import Facts, {type Fact} from '../../../ui/draw/Facts.tsx';
import {formatShare} from '../../../ui/draw/format.ts';
import Graph from '../../../ui/draw/Graph.tsx';
import {insidePanel} from '../../../ui/terminal/size.ts';
import type {GlyphSet} from '../../../ui/terminal/terminal.ts';
import useLook from '../../../ui/terminal/use-look.ts';
import type {Overview} from '../overview.ts';
import {formatCalmAge, pickFitting} from '../words.ts';
import {samplesPerCell} from './columns.ts';
import MonitorPanel from './MonitorPanel.tsx';
import type {PanelProps} from './panel-props.ts';
import Waiting from './Waiting.tsx';

/** What the miner earned, what registering cost, and when it pays back. */
export default function EarningsPanel(props: PanelProps) {
	const {terminal} = useLook();
	const {overview} = props;
	const {state, earnings} = overview.miner;
	if (!state || !earnings) {
		return <MonitorPanel {...props} id="earnings" waiting="No earnings data yet." />;
	}

	const {columns: width, rows: height} = insidePanel(props);
	const gains = getEpochGains(earnings.samples);
	const facts = toFacts(overview, gains, width).slice(0, height);
	const hasGains = gains.some(({alpha}) => alpha > 0n);
	const room = height - facts.length;
	return (
		<MonitorPanel {...props} id="earnings" note={width >= 26 ? 'since registration' : undefined}>
			<Facts facts={facts} width={width} />
			{hasGains && room > 0 && (
				<Graph
					values={toBars(gains, width, terminal.glyphs)}
					width={width}
					height={room}
					label={room > 1 ? 'alpha by epoch' : undefined}
					colors="gold"
				/>
			)}
			{!hasGains && room > 1 && (
				<Waiting
					text="No reward yet: scores come first, weights are revealed an epoch later; allow about 2 epochs."
					width={width}
				/>
			)}
		</MonitorPanel>
	);
}

function toFacts(overview: Overview, gains: readonly EpochGain[], width: number): readonly Fact[] {
	const {miner, now} = overview;
	const {earnedAlpha} = miner.state!;
	const cost = getCost(miner.earnings!);
	const value = getEarnedValue(miner.state!, miner.earnings!);
	const reward = miner.activity?.lastReward;
	const last = reward ? {...reward, time: reward.at} : gains.findLast(({alpha}) => alpha > 0n);
	// Several epochs may have paid while the chain was lost.
	const since = reward?.since ?? undefined;
	const when =
		last && (since === undefined ? formatCalmAge(now - last.time) : `since block ${since}`);
	return [
		{
			name: 'earned',
			value: earnedAlpha === null ? untold : `${formatShortAmount(earnedAlpha)} alpha`,
			tone: earnedAlpha !== null && earnedAlpha > 0n ? 'good' : 'text',
		},
		{name: 'worth', value: value === undefined ? untold : `${formatShortAmount(value)} TAO`},
		...(last
			? [
					{
						name: 'last',
						value: `${formatShortAmount(last.alpha)}${width >= wordy ? ' alpha' : ''}, ${when!}`,
					},
				]
			: []),
		{
			name: 'paid',
			value:
				cost === undefined
					? pickFitting(['not by this rig', 'not by us'], width - nameWidth)
					: `${formatShortAmount(cost)} TAO`,
		},
		{name: 'paid back', value: describePayback(overview, width)},
	];
}

/** The longest name, and the gap behind it. */
const nameWidth = 'paid back'.length + 2;

/** Minimum width for spelling things out. */
const wordy = 34;

/** Describe how much of the cost is earned back, and how long the rest takes. */
function describePayback({miner, payback, own}: Overview, width: number): string {
	const value = getEarnedValue(miner.state!, miner.earnings!);
	if (value === undefined) {
		return untold;
	}

	const cost = getCost(miner.earnings!);
	if (cost === undefined) {
		return 'cost unknown';
	}

	if (value >= cost) {
		return '100 %';
	}

	const share = formatShare(Number(value) / Number(cost));
	if (payback === undefined) {
		return own?.emission === 0n ? `${share}, no pay now` : share;
	}

	const rest = describeRoughly(payback);
	return width >= wordy ? `${share}, the rest in ${rest}` : `${share}, +${rest}`;
}

/** Convert gains to bars, as wide per epoch as fits, so that a few are more than dots. */
function toBars(gains: readonly EpochGain[], width: number, glyphs: GlyphSet): readonly number[] {
	const count = width * samplesPerCell(glyphs);
	const each = Math.max(1, Math.min(6, Math.floor(count / gains.length)));
	return gains
		.flatMap(({alpha}) => Array.from({length: each}, () => Number(alpha) / 1e9))
		.slice(-count);
}
