import {Box} from 'ink';
import {useLayoutEffect, useState} from 'react';
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
	does: 'Take another value',
	short: 'change',
};
const clearKey: Key = {
	keys: ['ctrl-u'],
	does: 'Empty the field up to the cursor',
	short: 'clear',
};

/** Get what can be pressed on a row of a form, for the footer and the help. The form itself listens. */
export function formKeysOf(focused: FormItem['kind']): readonly Key[] {
	return [
		nextKey,
		moveKey,
		only(focused === 'option', turnKey, 'the marked row has no values to take'),
		only(focused === 'field', clearKey, 'no field is marked'),
	];
}

const only = (isHere: boolean, {short, ...key}: Key, why: string): Key =>
	isHere ? {...key, short} : {...key, disabled: why};

type Props = {
	readonly items: readonly FormItem[];
	readonly width: number;
	readonly isActive: boolean;
	/** The row to mark as soon as it is told, as when what was typed there is wrong. */
	readonly wanted?: string;
	/** Told which kind of row has the keyboard. */
	readonly onFocus: (kind: FormItem['kind']) => void;
};

/** Fields below each other, and what can be done with them. Enter in a field only goes on to the next; something is done by Enter on its own row alone. */
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
			// Most forms begin with a field, so that is what the keys of the next are drawn for at first.
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
