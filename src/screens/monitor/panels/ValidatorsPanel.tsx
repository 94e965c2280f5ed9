import {type Caller, getCallers} from '../../../monitor/callers.ts';
import {formatCount} from '../../../ui/draw/format.ts';
import {insidePanel} from '../../../ui/terminal/size.ts';
import Table, {type Row} from '../../../ui/draw/Table.tsx';
import type {Column} from '../../../ui/draw/table-layout.ts';
import useLook from '../../../ui/terminal/use-look.ts';
import {formatCalmAge, shortenHotkey} from '../words.ts';
import MonitorPanel from './MonitorPanel.tsx';
import type {PanelProps} from './panel-props.ts';

/** The validators that sent queries, and how they score the answers. */
export default function ValidatorsPanel(props: PanelProps) {
	const {overview, isFocused, scroll} = props;
	const {glyphs} = useLook();
	const {miner, now} = overview;
	const {columns: width, rows: height} = insidePanel(props);
	const callers = miner.activity ? getCallers(miner.activity, miner.subnet) : [];
	return (
		<MonitorPanel
			{...props}
			id="validators"
			title="validators that queried"
			note={callers.length === 0 ? undefined : `${callers.length} in all`}
			waiting={
				callers.length === 0
					? 'None yet. Validators find the miner by the address it announces on the chain.'
					: undefined
			}
		>
			<Table
				columns={tableColumns}
				rows={callers.map(caller => toRow(caller, now, glyphs.ellipsis))}
				selected={isFocused ? Math.min(scroll, callers.length - 1) : undefined}
				width={width}
				height={height}
			/>
		</MonitorPanel>
	);
}

/** Values that change with every query are on the right. */
const tableColumns: readonly Column[] = [
	{key: 'uid', title: 'UID', align: 'right', width: 3, priority: 9},
	{key: 'hotkey', title: 'hotkey', width: 9, priority: 4},
	{key: 'stake', title: 'stake', align: 'right', width: 6, grow: 1, priority: 5},
	{key: 'share', title: 'weight', align: 'right', width: 7, grow: 1, priority: 8},
	{key: 'refused', title: 'refused', align: 'right', width: 7, grow: 1, priority: 1},
	{key: 'asked', title: 'asked', align: 'right', width: 6, grow: 1, priority: 6},
	{key: 'last', title: 'last', align: 'right', width: 5, priority: 7},
];

const toRow = (
	{hotkey, uid, stake, answered, refused, lastAt, share}: Caller,
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
