import {Box} from 'ink';
import {useState} from 'react';
import type {Key} from '../../ui/keys.ts';
import useKeys from '../../ui/use-keys.ts';
import type {FormItem} from './form-items.ts';
import FormView from './FormView.tsx';

const nextKey: Key = {
	keys: ['enter'],
	does: 'Go to the next field, or do what is marked',
	short: 'go on',
};
const moveKey: Key = {
	keys: ['up', 'down', 'tab', 'shift-tab'],
	does: 'Move between the fields',
	short: 'move',
};
const turnKey: Key = {
	keys: ['left', 'right', 'space'],
	does: 'Take another value, where there are several',
};

/** What can be pressed in a form, for the footer and the help. The form itself listens. */
export const formKeys: readonly Key[] = [
	nextKey,
	moveKey,
	turnKey,
	{keys: ['ctrl-u'], does: 'Empty the field up to the cursor'},
];

type Props = {
	readonly items: readonly FormItem[];
	readonly width: number;
	readonly isActive: boolean;
};

/** Fields below each other, and what can be done with them. Enter in a field only goes on to the next; something is done by Enter on its own row alone. */
export default function Form({items, width, isActive}: Props) {
	const [focused, setFocused] = useState(items[0]?.id);
	const [refused, setRefused] = useState<string>();
	const index = Math.max(
		0,
		items.findIndex(({id}) => id === focused),
	);
	const item = items[index];
	const move = (step: number) => {
		setRefused(undefined);
		setFocused(items[Math.max(0, Math.min(items.length - 1, index + step))]?.id);
	};

	useKeys(
		[
			{
				key: moveKey,
				run(name) {
					move(name === 'up' || name === 'shift-tab' ? -1 : 1);
				},
			},
			{
				key: turnKey,
				run(name) {
					if (item?.kind === 'option') {
						item.onTurn(name === 'left' ? -1 : 1);
					}
				},
			},
			{
				key: nextKey,
				run() {
					if (item?.kind === 'option') {
						move(1);
					} else if (item?.kind === 'action') {
						setRefused(item.disabled === undefined ? undefined : item.id);
						if (item.disabled === undefined) {
							item.onPick();
						}
					}
				},
			},
		],
		{isActive},
	);
	return (
		<Box flexDirection="column" flexShrink={0}>
			<FormView
				items={items}
				focused={item?.id}
				refused={refused}
				width={width}
				isActive={isActive}
				onSubmit={() => {
					move(1);
				}}
			/>
		</Box>
	);
}
