import {Box} from 'ink';
import Notice from '../../../ui/draw/Notice.tsx';
import type {FormItem} from '../form/form-items.ts';
import FormPage from '../form/FormPage.tsx';
import {wrapText} from '../../../ui/draw/wrap.ts';
import {joinNumbers} from './words.ts';

type Props = {
	/** Positions of the requested words, from 1. */
	readonly asked: readonly number[];
	readonly answers: Readonly<Record<number, string>>;
	/** Positions of the wrong ones. */
	readonly wrong: readonly number[];
	readonly width: number;
	readonly isActive: boolean;
	readonly onFocus: (kind: FormItem['kind']) => void;
	readonly onAnswer: (position: number, answer: string) => void;
	readonly onCheck: () => void;
	/** Show the words again. */
	readonly onLook: () => void;
};

/** A check of some of the words, before anything is saved. */
export default function WordsCheck(props: Props) {
	const {asked, answers, wrong, width, isActive, onFocus, onAnswer, onCheck, onLook} = props;
	return (
		<Box flexDirection="column">
			<FormPage
				text="Type these words from your paper copy. The keys are written once they match."
				width={width}
				isActive={isActive}
				onFocus={onFocus}
				items={[
					...asked.map(position => ({
						kind: 'field' as const,
						id: String(position),
						label: `Word ${position}`,
						value: answers[position] ?? '',
						onChange(answer: string) {
							onAnswer(position, answer);
						},
					})),
					{kind: 'action', id: 'check', label: 'Check', onPick: onCheck},
					{kind: 'action', id: 'look', label: 'Show the words again', onPick: onLook},
				]}
			/>
			{wrong.length > 0 && (
				<Box paddingTop={1}>
					<Notice
						kind="bad"
						message={wrapText(
							`Word ${joinNumbers(wrong)} ${wrong.length === 1 ? 'does' : 'do'} not match.`,
							width - 2,
						).join('\n')}
						fix="Correct it, or show the words again."
					/>
				</Box>
			)}
		</Box>
	);
}
