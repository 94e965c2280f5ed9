import {getEpochGains, type EpochGain} from '../../monitor/epoch-gains.ts';
import {describeRoughly} from '../../monitor/rough-duration.ts';
import {formatShortAmount} from '../../monitor/short-amount.ts';
import Facts, {type Fact} from '../../ui/Facts.tsx';
import {formatShare} from '../../ui/format.ts';
import Graph from '../../ui/Graph.tsx';
import {insidePanel} from '../../ui/size.ts';
import type {GlyphSet} from '../../ui/terminal.ts';
import useLook from '../../ui/use-look.ts';
import {samplesPerCell} from './columns.ts';
import MonitorPanel from './MonitorPanel.tsx';
import type {Overview} from './overview.ts';
import type {PanelProps} from './panel-props.ts';
import Waiting from './Waiting.tsx';
import {formatCalmAge} from './words.ts';

/** What came in, what it cost to get in, and when one has paid for the other. */
export default function EarningsPanel(props: PanelProps) {
	const {terminal} = useLook();
	const {overview} = props;
	const {state, earnings} = overview.miner;
	if (!state || !earnings) {
		return <MonitorPanel {...props} id="earnings" waiting="Nothing is known of earnings yet." />;
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
					text="No reward yet: weights are scored first and revealed an epoch later; about 2 epochs."
					width={width}
				/>
			)}
		</MonitorPanel>
	);
}

function toFacts(overview: Overview, gains: readonly EpochGain[], width: number): readonly Fact[] {
	const {miner, now} = overview;
	const {earnedAlpha, earnedTao} = miner.state!;
	const {paid, fees} = miner.earnings!;
	const reward = miner.activity?.lastReward;
	const last = reward ? {...reward, time: reward.at} : gains.findLast(({alpha}) => alpha > 0n);
	const cost = paid + fees;
	const age = last ? `, ${formatCalmAge(now - last.time)}` : '';
	return [
		{
			name: 'earned',
			value: `${formatShortAmount(earnedAlpha)} alpha`,
			tone: earnedAlpha > 0n ? 'good' : 'text',
		},
		{name: 'worth', value: `${formatShortAmount(earnedTao)} TAO`},
		...(last
			? [
					{
						name: 'last',
						value: `${formatShortAmount(last.alpha)}${width >= wordy ? ' alpha' : ''}${age}`,
					},
				]
			: []),
		{
			name: 'paid',
			value: `${formatShortAmount(cost)} TAO`,
		},
		{name: 'back', value: describePayback(overview, width)},
	];
}

/** From this width on there is room for words. */
const wordy = 34;

/** Say how much of what was paid has come back, and how long the rest takes. */
function describePayback({miner, payback, own}: Overview, width: number): string {
	const {paid, fees} = miner.earnings!;
	const {earnedTao} = miner.state!;
	const cost = paid + fees;
	if (earnedTao >= cost) {
		return 'all';
	}

	const share = formatShare(Math.max(0, Number(earnedTao)) / Number(cost));
	if (payback === undefined) {
		return own?.emission === 0n ? `${share}, no pay now` : share;
	}

	const rest = describeRoughly(payback);
	return width >= wordy ? `${share}, the rest in ${rest}` : `${share}, +${rest}`;
}

/** Draw an epoch as wide as there is room, so that few of them are more than dots. */
function toBars(gains: readonly EpochGain[], width: number, glyphs: GlyphSet): readonly number[] {
	const count = width * samplesPerCell(glyphs);
	const each = Math.max(1, Math.min(6, Math.floor(count / gains.length)));
	return gains
		.flatMap(({alpha}) => Array.from({length: each}, () => Number(alpha) / 1e9))
		.slice(-count);
}
