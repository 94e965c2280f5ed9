import {Box, Text} from 'ink';
import Line from '../../ui/draw/Line.tsx';
import Panel from '../../ui/draw/Panel.tsx';
import useLook from '../../ui/terminal/use-look.ts';
import type {WalkthroughState} from '../../onboarding/walkthrough/state.ts';
import {wrapText} from '../../ui/draw/wrap.ts';
import {shortenAddresses} from './addresses.ts';
import {aboutSteps, markOf} from './stepper.ts';

type Props = Pick<WalkthroughState, 'steps' | 'shown' | 'work'> & {
	readonly width: number;
	readonly height: number;
};

/** All steps in a column, with the result of each. */
export default function StepperColumn({steps, shown, work, width, height}: Props) {
	const {theme, glyphs} = useLook();
	const done = steps.filter(({isMet}) => isMet).length;
	return (
		<Panel title="Steps" note={`${done} of ${steps.length} done`} width={width} height={height}>
			{steps.map((step, index) => {
				const {sign, word, tone, isShown} = markOf(step, {shown, work}, glyphs);
				const said = shortenAddresses(step.said ?? aboutSteps[step.id], glyphs.ellipsis);
				return (
					<Box key={step.id} flexDirection="column" flexShrink={0} marginBottom={1}>
						<Text wrap="truncate" bold={isShown} color={theme[tone]}>
							{`${isShown ? glyphs.selected : ' '} ${sign} ${index + 1} ${word}`}
						</Text>
						{wrapText(said, width - 10).map((row, place) => (
							<Line key={place} text={`      ${row}`} color={theme.muted} />
						))}
					</Box>
				);
			})}
		</Panel>
	);
}
