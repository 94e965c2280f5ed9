import {useState} from 'react';
import useLook from '../terminal/use-look.ts';
import {toHelpRows, wrapHelpRows} from './help.ts';
import HelpView from './HelpView.tsx';
import type {Key, KeyGroup} from './keys.ts';
import {moveSelection} from './selection.ts';
import useKeys from './use-keys.ts';
import useTextEdit from './use-text-edit.ts';

const closeKey: Key = {keys: ['escape'], does: 'Close the help', short: 'close'};
const scrollKey: Key = {
	keys: ['up', 'down', 'pageup', 'pagedown'],
	does: 'Scroll the help',
	short: 'scroll',
};

/** The keys of the help, for the footer. The help handles them itself. */
export const helpKeys: readonly Key[] = [closeKey, scrollKey];

type Props = {
	readonly groups: readonly KeyGroup[];
	readonly onClose: () => void;
	readonly width: number;
	readonly height: number;
	/** @default true */
	readonly isActive?: boolean;
};

/** All keys, filtered by typing. Escape clears the filter, then closes the help. */
export default function Help({groups, onClose, width, height, isActive = true}: Props) {
	const {glyphs} = useLook();
	const [filter, setFilter] = useState('');
	const [scrolled, setScrolled] = useState(0);
	const rows = wrapHelpRows(toHelpRows(groups, filter, glyphs), {width, sign: glyphs.bad});
	const room = Math.max(1, height - 2);
	const count = Math.max(1, rows.length - room + 1);
	const offset = Math.min(scrolled, count - 1);
	useTextEdit({
		value: filter,
		onChange(value) {
			setFilter(value);
			setScrolled(0);
		},
		isActive,
		isSecret: false,
		limit: 40,
	});
	useKeys(
		[
			{
				key: closeKey,
				run() {
					if (filter === '') {
						onClose();
					} else {
						setFilter('');
					}
				},
			},
			{
				key: scrollKey,
				run(name) {
					setScrolled(moveSelection(offset, name, {count, page: room}));
				},
			},
		],
		{isActive},
	);
	return <HelpView rows={rows} filter={filter} offset={offset} width={width} height={height} />;
}
