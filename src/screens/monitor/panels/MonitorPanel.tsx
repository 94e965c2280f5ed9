import type {ReactNode} from 'react';
import Panel from '../../../ui/draw/Panel.tsx';
import {insidePanel} from '../../../ui/terminal/size.ts';
import {hotkeyOf, isOfChain, type PanelId} from '../panels.ts';
import {tellAge} from '../words.ts';
import type {PanelProps} from './panel-props.ts';
import Waiting from './Waiting.tsx';

type Props = Pick<PanelProps, 'overview' | 'columns' | 'rows' | 'isFocused'> & {
	readonly id: PanelId;
	/** @default The panel's name */
	readonly title?: string;
	/** Replaced by the age of the data once it is stale. */
	readonly note?: string;
	/** Shown while there is no data: what is missing, and what it is waiting for. */
	readonly waiting?: string;
	readonly children?: ReactNode;
};

/** A panel of the monitor, with its key in the title, and the age of its data once stale. */
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
