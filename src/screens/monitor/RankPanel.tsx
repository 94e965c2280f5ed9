import {getNeighbours, type RankedMiner} from '../../monitor/neighbours.ts';
import {formatShortAmount} from '../../monitor/short-amount.ts';
import type {Glyphs} from '../../ui/glyphs.ts';
import Line from '../../ui/Line.tsx';
import {insidePanel} from '../../ui/size.ts';
import {fit} from '../../ui/text.ts';
import useLook from '../../ui/use-look.ts';
import MonitorPanel from './MonitorPanel.tsx';
import type {PanelProps} from './panel-props.ts';
import Waiting from './Waiting.tsx';
import {formatIncentive, shortenHotkey} from './words.ts';

/** The miners above and below, by incentive. */
export default function RankPanel({overview, columns, rows, isFocused}: PanelProps) {
	const {theme, glyphs} = useLook();
	const {state, subnet} = overview.miner;
	const {columns: width, rows: height} = insidePanel({columns, rows});
	const frame = {
		id: 'rank',
		title: 'rank',
		source: 'chain',
		overview,
		columns,
		rows,
		isFocused,
	} as const;
	if (!state || !subnet) {
		return (
			<MonitorPanel {...frame}>
				<Waiting text="The miners of the subnet were not read yet." width={width} />
			</MonitorPanel>
		);
	}

	const neighbours = getNeighbours(subnet.neurons, {hotkey: state.hotkey, count: height - 1});
	const highest = Math.max(...subnet.neurons.map(({incentive}) => incentive));
	return (
		<MonitorPanel {...frame} note={`${state.rank ?? 'none'} of ${state.miners}`}>
			<Line isBold text={titlesOf(width)} color={theme.title} />
			{neighbours.map(miner => (
				<Line
					key={miner.uid}
					isBold={miner.isOwn}
					text={toRow(miner, {highest, width, glyphs})}
					color={miner.isOwn ? theme.accent : theme.text}
				/>
			))}
		</MonitorPanel>
	);
}

/** Widths from which on there is room for the hotkey, and for what an epoch pays. */
const hotkeyWidth = 46;
const payWidth = 34;

function titlesOf(width: number): string {
	return fit(
		`   # ${fit('UID', 4, {align: 'right'})}${width >= hotkeyWidth ? `  ${fit('hotkey', 10)}` : ''}${width >= payWidth ? fit('per epoch', 11, {align: 'right'}) : ''}  incentive`,
		width,
	);
}

function toRow(
	{place, uid, hotkey, incentive, emission, isOwn}: RankedMiner,
	{
		highest,
		width,
		glyphs,
	}: {readonly highest: number; readonly width: number; readonly glyphs: Glyphs},
): string {
	const mark = isOwn ? glyphs.selected : ' ';
	const rank = fit(place === undefined ? glyphs.dash : String(place), 3, {align: 'right'});
	const head = `${mark}${rank} ${fit(String(uid), 4, {align: 'right'})}`;
	const key = width >= hotkeyWidth ? `  ${fit(shortenHotkey(hotkey, glyphs.ellipsis), 10)}` : '';
	const pay =
		width >= payWidth
			? fit(formatShortAmount(emission), 11, {align: 'right', ellipsis: glyphs.ellipsis})
			: '';
	const text = `${head}${key}${pay}  ${formatIncentive(incentive)} `;
	const room = Math.max(0, width - text.length);
	const cells = highest === 0 ? 0 : Math.round((incentive / highest) * room);
	return fit(text + glyphs.barFull.repeat(incentive > 0 ? Math.max(1, cells) : 0), width).trimEnd();
}
