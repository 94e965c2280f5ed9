import {Box} from 'ink';
import {useLayoutEffect, useState} from 'react';
import type {Key} from '../../../ui/input/keys.ts';
import useKeys from '../../../ui/input/use-keys.ts';
import type {FormItem} from './form-items.ts';
import FormView from './FormView.tsx';

const nextKey: Key = {
	keys: ['enter'],
	does: 'Next field, or run the selected action',
	short: 'next',
};
const moveKey: Key = {
	keys: ['up', 'down', 'tab', 'shift-tab'],
	does: 'Move between the fields',
	short: 'move',
};
const turnKey: Key = {
	keys: ['left', 'right', 'space'],
	does: 'Change the value',
	short: 'change',
};
const clearKey: Key = {
	keys: ['ctrl-u'],
	does: 'Delete to the start of the field',
	short: 'clear',
};

/** Get the keys of a form's row, for the footer and the help. The form handles them itself. */
export function formKeysOf(focused: FormItem['kind']): readonly Key[] {
	return [
		nextKey,
		moveKey,
		only(focused === 'option', turnKey, 'the selected row has no choices'),
		only(focused === 'field', clearKey, 'no field is selected'),
	];
}

const only = (isHere: boolean, {short, ...key}: Key, why: string): Key =>
	isHere ? {...key, short} : {...key, disabled: why};

type Props = {
	readonly items: readonly FormItem[];
	readonly width: number;
	readonly isActive: boolean;
	/** The row to focus as soon as it is set, for example after a validation error there. */
	readonly wanted?: string;
	/** Called with the kind of the focused row. */
	readonly onFocus: (kind: FormItem['kind']) => void;
};

/** Fields in a column, followed by actions. Enter in a field only moves on to the next; actions run on Enter in their own row. */
export default function Form({items, width, isActive, wanted, onFocus}: Props) {
	const [focused, setFocused] = useState(wanted ?? items[0]?.id);
	const [wantedBefore, setWantedBefore] = useState(wanted);
	if (wanted !== wantedBefore) {
		setWantedBefore(wanted);
		setFocused(wanted ?? focused);
	}

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

	const kind = item?.kind;
	useLayoutEffect(() => {
		if (kind !== undefined) {
			onFocus(kind);
		}

		return () => {
			// Most forms start with a field, so the next form's keys are first drawn for one.
			onFocus('field');
		};
	}, [kind, onFocus]);

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
