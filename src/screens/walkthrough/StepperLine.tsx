import {Text} from 'ink';
import useLook from '../../ui/terminal/use-look.ts';
import type {WalkthroughState} from '../../onboarding/walkthrough/state.ts';
import {markOf} from './stepper.ts';

type Props = Pick<WalkthroughState, 'steps' | 'shown' | 'work'> & {
	readonly isNarrow: boolean;
};

/** All steps in one row, with the current one in brackets. */
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
