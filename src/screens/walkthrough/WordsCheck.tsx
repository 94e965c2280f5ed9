import {Box} from 'ink';
import Notice from '../../ui/Notice.tsx';
import type {FormItem} from './form-items.ts';
import FormPage from './FormPage.tsx';
import {joinNumbers} from './words.ts';
import {wrapText} from './wrap.ts';

type Props = {
	/** Which words are asked for, counted from 1. */
	readonly asked: readonly number[];
	readonly answers: Readonly<Record<number, string>>;
	/** Those that were not right. */
	readonly wrong: readonly number[];
	readonly width: number;
	readonly isActive: boolean;
	readonly onFocus: (kind: FormItem['kind']) => void;
	readonly onAnswer: (position: number, answer: string) => void;
	readonly onCheck: () => void;
	/** Look at the words again. */
	readonly onLook: () => void;
};

/** Some of the words, asked back before anything is kept. */
export default function WordsCheck(props: Props) {
	const {asked, answers, wrong, width, isActive, onFocus, onAnswer, onCheck, onLook} = props;
	return (
		<Box flexDirection="column">
			<FormPage
				text="Which words are these? Read them from your paper. The keys are written once they are right."
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
					{kind: 'action', id: 'check', label: 'Check them', onPick: onCheck},
					{kind: 'action', id: 'look', label: 'Look at the words again', onPick: onLook},
				]}
			/>
			{wrong.length > 0 && (
				<Box paddingTop={1}>
					<Notice
						kind="bad"
						message={wrapText(
							`Word ${joinNumbers(wrong)} ${wrong.length === 1 ? 'is' : 'are'} not what was shown.`,
							width - 2,
						).join('\n')}
						fix="Correct it, or look at the words again."
					/>
				</Box>
			)}
		</Box>
	);
}
