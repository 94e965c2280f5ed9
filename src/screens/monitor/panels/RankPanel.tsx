import {Text} from 'ink';
import {describeRank, isLeftOut} from '../../../monitor/describe-rank.ts';
import {getNeighbors, type RankedMiner} from '../../../monitor/neighbors.ts';
import {formatShortAmount} from '../../../monitor/short-amount.ts';
import type {Glyphs} from '../../../ui/terminal/glyphs.ts';
import Line from '../../../ui/draw/Line.tsx';
import {insidePanel} from '../../../ui/terminal/size.ts';
import {fit} from '../../../ui/draw/text.ts';
import useLook from '../../../ui/terminal/use-look.ts';
import {formatIncentive, pickFitting, shortenHotkey} from '../words.ts';
import MonitorPanel from './MonitorPanel.tsx';
import type {PanelProps} from './panel-props.ts';

/** The miners ranked just above and below, by incentive. */
export default function RankPanel(props: PanelProps) {
	const {theme} = useLook();
	const {state, subnet} = props.overview.miner;
	if (!state || !subnet) {
		return (
			<MonitorPanel {...props} id="rank" waiting="The subnet's miners have not been read yet." />
		);
	}

	const {columns: width, rows: height} = insidePanel(props);
	const isOut = isLeftOut(state);
	const count = height - (isOut ? 2 : 1);
	const neighbors = getNeighbors(subnet.neurons, {hotkey: state.hotkey, count});
	const highest = Math.max(...subnet.neurons.map(({incentive}) => incentive));
	return (
		<MonitorPanel {...props} id="rank" note={isOut ? 'not ranked' : describeRank(state)}>
			{isOut && <Line text={pickFitting(reasons, width)} color={theme.muted} />}
			<Line isBold text={titlesOf(width)} color={theme.title} />
			{neighbors.map(miner => (
				<RankRow key={miner.uid} miner={miner} highest={highest} width={width} />
			))}
		</MonitorPanel>
	);
}

/** Why there is no rank. */
const reasons = [
	'It holds a validator permit: not among the miners.',
	'Holds a validator permit.',
	'has a validator permit',
];

/** Minimum widths for showing the hotkey, and the pay per epoch. */
const hotkeyWidth = 46;
const payWidth = 34;

function titlesOf(width: number): string {
	return fit(
		`   # ${fit('UID', 4, {align: 'right'})}${width >= hotkeyWidth ? `  ${fit('hotkey', 10)}` : ''}${width >= payWidth ? fit('per epoch', 11, {align: 'right'}) : ''}  incentive`,
		width,
	);
}

type RowProps = {
	readonly miner: RankedMiner;
	readonly highest: number;
	readonly width: number;
};

function RankRow({miner, highest, width}: RowProps) {
	const {theme, glyphs} = useLook();
	const {incentive, isOwn} = miner;
	const text = toRow(miner, {width, glyphs});
	const share = highest === 0 ? 0 : incentive / highest;
	const room = Math.max(0, width - text.length);
	const bar = glyphs.barFull.repeat(share > 0 ? Math.max(1, Math.round(share * room)) : 0);
	return (
		<Text wrap="truncate" bold={isOwn} color={isOwn ? theme.accent : theme.text}>
			{text}
			<Text color={isOwn ? theme.accent : theme.border}>{bar}</Text>
		</Text>
	);
}

function toRow(
	{place, uid, hotkey, incentive, emission, isOwn}: RankedMiner,
	{width, glyphs}: {readonly width: number; readonly glyphs: Glyphs},
): string {
	const mark = isOwn ? glyphs.selected : ' ';
	const rank = fit(place === undefined ? glyphs.dash : String(place), 3, {align: 'right'});
	const head = `${mark}${rank} ${fit(String(uid), 4, {align: 'right'})}`;
	const key = width >= hotkeyWidth ? `  ${fit(shortenHotkey(hotkey, glyphs.ellipsis), 10)}` : '';
	const pay =
		width >= payWidth
			? fit(formatShortAmount(emission), 11, {align: 'right', ellipsis: glyphs.ellipsis})
			: '';
	return `${head}${key}${pay}  ${formatIncentive(incentive)} `;
}
