import {type Asker, getAskers} from '../../monitor/askers.ts';
import {formatCount} from '../../ui/format.ts';
import {insidePanel} from '../../ui/size.ts';
import Table, {type Row} from '../../ui/Table.tsx';
import type {Column} from '../../ui/table-layout.ts';
import useLook from '../../ui/use-look.ts';
import MonitorPanel from './MonitorPanel.tsx';
import type {PanelProps} from './panel-props.ts';
import {formatCalmAge, shortenHotkey} from './words.ts';

/** Who asked, and what it thinks of the answers. */
export default function ValidatorsPanel(props: PanelProps) {
	const {overview, isFocused, scroll} = props;
	const {glyphs} = useLook();
	const {miner, now} = overview;
	const {columns: width, rows: height} = insidePanel(props);
	const askers = miner.activity ? getAskers(miner.activity, miner.subnet) : [];
	return (
		<MonitorPanel
			{...props}
			id="validators"
			title="validators that asked"
			note={askers.length === 0 ? undefined : `${askers.length} of them`}
			waiting={
				askers.length === 0
					? 'None asked yet. They find the miner by the address that the chain tells them.'
					: undefined
			}
		>
			<Table
				columns={tableColumns}
				rows={askers.map(asker => toRow(asker, now, glyphs.ellipsis))}
				selected={isFocused ? Math.min(scroll, askers.length - 1) : undefined}
				width={width}
				height={height}
			/>
		</MonitorPanel>
	);
}

/** What changes with every query stands at the right. */
const tableColumns: readonly Column[] = [
	{key: 'uid', title: 'UID', align: 'right', width: 3, priority: 9},
	{key: 'hotkey', title: 'hotkey', width: 9, priority: 4},
	{key: 'stake', title: 'stake', align: 'right', width: 6, grow: 1, priority: 5},
	{key: 'share', title: 'gives', align: 'right', width: 7, grow: 1, priority: 8},
	{key: 'refused', title: 'refused', align: 'right', width: 7, grow: 1, priority: 1},
	{key: 'asked', title: 'asked', align: 'right', width: 6, grow: 1, priority: 6},
	{key: 'last', title: 'last', align: 'right', width: 5, priority: 7},
];

const toRow = (
	{hotkey, uid, stake, answered, refused, lastAt, share}: Asker,
	now: number,
	ellipsis: string,
): Row => ({
	id: hotkey,
	cells: {
		uid: uid === undefined ? '-' : String(uid),
		hotkey: shortenHotkey(hotkey, ellipsis),
		stake: formatCount(Number(stake / 1_000_000_000n)),
		share: share === undefined ? '-' : `${(share * 100).toFixed(share === 1 ? 0 : 2)} %`,
		refused: formatCount(refused),
		asked: formatCount(answered + refused),
		last: lastAt === undefined ? 'never' : formatCalmAge(now - lastAt),
	},
	tone: share === 0 ? 'muted' : 'text',
});
