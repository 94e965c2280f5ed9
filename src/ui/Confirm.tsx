import {Box, Text} from 'ink';
import {useState} from 'react';
import type {Key} from './keys.ts';
import useKeys from './use-keys.ts';
import useLook from './use-look.ts';

const yesKey: Key = {keys: ['y', 'Y'], does: 'Say yes', short: 'yes'};
const noKey: Key = {keys: ['n', 'N', 'escape'], does: 'Say no', short: 'no'};
const moveKey: Key = {
	keys: ['left', 'right', 'tab', 'shift-tab'],
	does: 'Look at the other answer',
};
const takeKey: Key = {keys: ['enter'], does: 'Take the marked answer', short: 'answer'};

/** What can be pressed at a question, for the footer and the help. The question itself listens. */
export const confirmKeys: readonly Key[] = [yesKey, noKey, takeKey, moveKey];

type Props = {
	readonly question: string;
	/** What follows from a yes. */
	readonly detail?: string;
	/** @default 'Yes' */
	readonly yes?: string;
	/** @default 'No' */
	readonly no?: string;
	/** The answer that Enter gives at first. @default false */
	readonly initial?: boolean;
	readonly onAnswer: (isYes: boolean) => void;
	/** @default true */
	readonly isActive?: boolean;
};

/** A question that is answered with yes or no, at first with no. */
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
