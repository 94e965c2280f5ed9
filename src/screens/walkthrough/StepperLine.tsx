import {Text} from 'ink';
import useLook from '../../ui/use-look.ts';
import type {WalkthroughState} from '../../steps/walkthrough/state.ts';
import {markOf} from './stepper.ts';

type Props = Pick<WalkthroughState, 'steps' | 'shown' | 'work'> & {
	readonly isNarrow: boolean;
};

/** All steps in one row, the one that is shown in brackets. */
export default function StepperLine({steps, shown, work, isNarrow}: Props) {
	const {theme, glyphs} = useLook();
	return (
		<Text wrap="truncate">
			{steps.map((step, index) => {
				const {sign, word, tone, isShown} = markOf(step, {shown, work}, glyphs);
				const text = `${sign}${isNarrow ? '' : ' '}${word}`;
				return (
					<Text key={step.id} bold={isShown} color={theme[tone]}>
						{index === 0 && !isNarrow ? ' ' : ''}
						{isShown ? `[${text}]` : isNarrow ? `${text} ` : ` ${text} `}
					</Text>
				);
			})}
		</Text>
	);
}
