import {useState} from 'react';
import {toHelpRows} from './help.ts';
import HelpView from './HelpView.tsx';
import type {Key, KeyGroup} from './keys.ts';
import {moveSelection} from './selection.ts';
import useKeys from './use-keys.ts';
import useLook from './use-look.ts';
import useTextEdit from './use-text-edit.ts';

const closeKey: Key = {keys: ['escape'], does: 'Close the help', short: 'close'};
const scrollKey: Key = {
	keys: ['up', 'down', 'pageup', 'pagedown'],
	does: 'Scroll the help',
	short: 'scroll',
};

/** What can be pressed in the help, for the footer. The help itself listens. */
export const helpKeys: readonly Key[] = [closeKey, scrollKey];

type Props = {
	readonly groups: readonly KeyGroup[];
	readonly onClose: () => void;
	readonly width: number;
	readonly height: number;
	/** @default true */
	readonly isActive?: boolean;
};

/** All keys, searched by typing. Escape empties the search, then closes. */
export default function Help({groups, onClose, width, height, isActive = true}: Props) {
	const {glyphs} = useLook();
	const [filter, setFilter] = useState('');
	const [scrolled, setScrolled] = useState(0);
	const rows = toHelpRows(groups, filter, glyphs);
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
