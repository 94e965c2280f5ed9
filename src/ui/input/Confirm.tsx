import {Box, Text} from 'ink';
import {useState} from 'react';
import useLook from '../terminal/use-look.ts';
import type {Key} from './keys.ts';
import useKeys from './use-keys.ts';

const yesKey: Key = {keys: ['y', 'Y'], does: 'Yes', short: 'yes'};
const noKey: Key = {keys: ['n', 'N', 'escape'], does: 'No', short: 'no'};
const moveKey: Key = {
	keys: ['left', 'right', 'tab', 'shift-tab'],
	does: 'Other answer',
};
const takeKey: Key = {keys: ['enter'], does: 'Confirm', short: 'answer'};

/** The keys of a question, for the footer and the help. The question handles them itself. */
export const confirmKeys: readonly Key[] = [yesKey, noKey, takeKey, moveKey];

type Props = {
	readonly question: string;
	/** What happens on yes. */
	readonly detail?: string;
	/** @default 'Yes' */
	readonly yes?: string;
	/** @default 'No' */
	readonly no?: string;
	/** The answer preselected for Enter. @default false */
	readonly initial?: boolean;
	readonly onAnswer: (isYes: boolean) => void;
	/** @default true */
	readonly isActive?: boolean;
};

/** A yes-or-no question; no is preselected by default. */
export default function Confirm(props: Props) {
	const {question, detail, yes = 'Yes', no = 'No', initial = false} = props;
	const {onAnswer, isActive = true} = props;
	const {theme, glyphs} = useLook();
	const [isYes, setIsYes] = useState(initial);
	useKeys(
		[
			{
				key: yesKey,
				run() {
					onAnswer(true);
				},
			},
			{
				key: noKey,
				run() {
					onAnswer(false);
				},
			},
			{
				key: moveKey,
				run() {
					setIsYes(current => !current);
				},
			},
			{
				key: takeKey,
				run() {
					onAnswer(isYes);
				},
			},
		],
		{isActive},
	);
	const answer = (label: string, isMarked: boolean) => (
		<Text
			color={isMarked ? theme.selected.color : theme.muted}
			inverse={isMarked && theme.selected.inverse}
		>
			{`${isMarked ? glyphs.selected : ' '} ${label} `}
		</Text>
	);
	return (
		<Box flexDirection="column" flexShrink={0}>
			<Text bold>{question}</Text>
			{detail !== undefined && <Text>{detail}</Text>}
			<Text wrap="truncate">
				{answer(yes, isYes)}
				{'  '}
				{answer(no, !isYes)}
			</Text>
		</Box>
	);
}
