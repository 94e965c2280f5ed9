import type {ReactNode} from 'react';
import Panel from '../../ui/Panel.tsx';
import {insidePanel} from '../../ui/size.ts';
import type {PanelProps} from './panel-props.ts';
import {hotkeyOf, isOfChain, type PanelId} from './panels.ts';
import Waiting from './Waiting.tsx';
import {tellAge} from './words.ts';

type Props = Pick<PanelProps, 'overview' | 'columns' | 'rows' | 'isFocused'> & {
	readonly id: PanelId;
	/** @default its name */
	readonly title?: string;
	/** Gives way to the age of what is shown, when that gets old. */
	readonly note?: string;
	/** Said in the place of what there is not yet: what that is, and what is waited for. */
	readonly waiting?: string;
	readonly children?: ReactNode;
};

/** A panel of the monitor: its key stands in the title, and if what it shows is old, how old. */
export default function MonitorPanel(props: Props) {
	const {id, title = id, note, waiting, overview, columns, rows, isFocused, children} = props;
	const age = tellAge(isOfChain(id) ? overview.chainAge : overview.minerAge);
	return (
		<Panel
			title={title}
			note={age === undefined ? note : `${age} old`}
			shortNote={age}
			hotkey={hotkeyOf(id)}
			width={columns}
			height={rows}
			isFocused={isFocused}
		>
			{waiting === undefined ? (
				children
			) : (
				<Waiting text={waiting} width={insidePanel({columns, rows}).columns} />
			)}
		</Panel>
	);
}
