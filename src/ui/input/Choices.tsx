import {Box} from 'ink';
import {useState} from 'react';
import Notice from '../draw/Notice.tsx';
import ChoicesView, {type Choice} from './ChoicesView.tsx';
import type {Key} from './keys.ts';
import {moveKey, moveSelection} from './selection.ts';
import useKeys from './use-keys.ts';

const pickKey: Key = {keys: ['enter'], does: 'Select', short: 'choose'};

/** The keys of a list of choices, for the footer and the help. The list handles them itself. */
export const choicesKeys: readonly Key[] = [pickKey, moveKey];

type Props = {
	readonly choices: readonly Choice[];
	readonly onPick: (id: string) => void;
	/** Called with the highlighted choice. */
	readonly onLook?: (id: string) => void;
	/** The choice highlighted at first. @default The first that can be picked */
	readonly initial?: string;
	readonly width: number;
	/** @default One row per choice */
	readonly height?: number;
	/** @default true */
	readonly isActive?: boolean;
};

/** A list to pick one item from. A disabled item can be highlighted too, and says why it is disabled. */
export default function Choices(props: Props) {
	const {choices, onPick, onLook, initial, width, height = choices.length, isActive = true} = props;
	const [lookedAt, setLookedAt] = useState(initial);
	const [refused, setRefused] = useState<string>();
	const selected = indexOf(choices, lookedAt);
	const choice = choices[selected];
	useKeys(
		[
			{
				key: moveKey,
				run(name) {
					const next = choices[moveSelection(selected, name, {count: choices.length})];
					setRefused(undefined);
					setLookedAt(next?.id);
					if (next && next.id !== choice?.id) {
						onLook?.(next.id);
					}
				},
			},
			{
				key: pickKey,
				run() {
					if (choice?.disabled === undefined) {
						if (choice) {
							onPick(choice.id);
						}
					} else {
						setRefused(choice.id);
					}
				},
			},
		],
		{isActive},
	);
	const isRefused = refused !== undefined && refused === choice?.id;
	return (
		<Box flexDirection="column" width={width} flexShrink={0}>
			<ChoicesView choices={choices} selected={selected} width={width} height={height} />
			{isRefused && choice?.disabled !== undefined && (
				<Notice kind="warn" message={`${choice.label}: ${choice.disabled}`} />
			)}
		</Box>
	);
}

/** The list may change while it is shown, so the choice is remembered, not its index. */
function indexOf(choices: readonly Choice[], id: string | undefined): number {
	const index = choices.findIndex(choice => choice.id === id);
	return index === -1
		? Math.max(
				0,
				choices.findIndex(({disabled}) => disabled === undefined),
			)
		: index;
}
