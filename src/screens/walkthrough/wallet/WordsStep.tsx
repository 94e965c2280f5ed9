import {useState} from 'react';
import type {Restores} from '../../../wallet/mnemonic-file.ts';
import type {Key} from '../../../ui/input/keys.ts';
import useKeys from '../../../ui/input/use-keys.ts';
import type {FormItem} from '../form/form-items.ts';
import {choosePositions} from './words.ts';
import WordsCheck from './WordsCheck.tsx';
import WordsView from './WordsView.tsx';

const writtenKey: Key = {
	keys: ['enter'],
	does: 'Continue once the words are written down',
	short: 'written down',
};

/** The keys while the words are shown. */
export const wordsKeys: readonly Key[] = [writtenKey];

type Props = {
	readonly words: string;
	readonly restores: Restores;
	readonly isChecking: boolean;
	readonly width: number;
	readonly isActive: boolean;
	readonly onFocus: (kind: FormItem['kind']) => void;
	readonly onCheck: (isChecking: boolean) => void;
	readonly onConfirm: () => void;
};

/** The words of a new key: shown, then partly asked for. */
export default function WordsStep(props: Props) {
	const {words, restores, isChecking, width, isActive, onFocus, onCheck, onConfirm} = props;
	const list = words.split(' ');
	const [asked] = useState(() => choosePositions(list.length));
	const [answers, setAnswers] = useState<Readonly<Record<number, string>>>({});
	const [wrong, setWrong] = useState<readonly number[]>([]);
	useKeys(
		[
			{
				key: writtenKey,
				run() {
					onCheck(true);
				},
			},
		],
		{isActive: isActive && !isChecking},
	);
	if (!isChecking) {
		return <WordsView words={list} restores={restores} width={width} />;
	}

	return (
		<WordsCheck
			asked={asked}
			answers={answers}
			wrong={wrong}
			width={width}
			isActive={isActive}
			onFocus={onFocus}
			onAnswer={(position, answer) => {
				setWrong([]);
				setAnswers({...answers, [position]: answer});
			}}
			onLook={() => {
				onCheck(false);
			}}
			onCheck={() => {
				const failed = asked.filter(
					position => answers[position]?.trim().toLowerCase() !== list[position - 1],
				);
				setWrong(failed);
				if (failed.length === 0) {
					onConfirm();
				}
			}}
		/>
	);
}
