import type {ReactNode} from 'react';
import Panel from '../../ui/Panel.tsx';
import type {PanelProps} from './panel-props.ts';
import {hotkeyOf, type PanelId} from './panels.ts';
import {formatCalmAge} from './words.ts';

type Props = Pick<PanelProps, 'overview' | 'columns' | 'rows' | 'isFocused'> & {
	readonly id: PanelId;
	readonly title: string;
	/** Gives way to the age of what is shown, when that gets old. */
	readonly note?: string;
	/** Who tells what is shown. @default 'miner' */
	readonly source?: 'chain' | 'miner';
	readonly children?: ReactNode;
};

/** Nothing is called old before, in milliseconds. */
const fresh = 5000;

/** A panel of the monitor: its key stands in the title, and if what it shows is old, how old. */
export default function MonitorPanel(props: Props) {
	const {id, title, note, source = 'miner', overview, columns, rows, isFocused, children} = props;
	const age = source === 'chain' ? overview.chainAge : overview.minerAge;
	return (
		<Panel
			title={title}
			note={age === undefined || age < fresh ? note : `${formatCalmAge(age)} old`}
			hotkey={hotkeyOf(id)}
			width={columns}
			height={rows}
			isFocused={isFocused}
		>
			{children}
		</Panel>
	);
}
