import {Box} from 'ink';
import Line from '../draw/Line.tsx';
import {fit, widthOf} from '../draw/text.ts';
import useLook from '../terminal/use-look.ts';
import {windowOf} from './window.ts';

export type Choice = {
	readonly id: string;
	readonly label: string;
	readonly detail?: string;
	/** Why it cannot be picked; shown instead of the detail. */
	readonly disabled?: string;
};

type Props = {
	readonly choices: readonly Choice[];
	readonly selected: number;
	readonly width: number;
	readonly height: number;
};

/** A list of choices, one per row, each with its detail next to it. */
export default function ChoicesView({choices, selected, width, height}: Props) {
	const {theme, glyphs} = useLook();
	const isCut = choices.length > height;
	const room = isCut ? height - 1 : height;
	const {start, end} = windowOf({count: choices.length, room, selected});
	const labels = Math.max(0, ...choices.map(({label}) => widthOf(label)));
	return (
		<Box flexDirection="column" flexShrink={0}>
			{choices.slice(start, end).map(({id, label, detail = '', disabled}, index) => {
				const isSelected = start + index === selected;
				const marks = `${isSelected ? glyphs.selected : ' '} ${disabled === undefined ? '' : `${glyphs.bad} `}`;
				const text = `${marks}${label}`.padEnd(labels + 4);
				const color = disabled === undefined ? theme.text : theme.muted;
				return (
					<Line
						key={id}
						text={fit(`${text}  ${disabled ?? detail}`, width, {ellipsis: glyphs.ellipsis})}
						color={isSelected ? theme.selected.color : color}
						isInverse={isSelected && theme.selected.inverse}
					/>
				);
			})}
			{isCut && (
				<Line
					text={`  ${start + 1}${glyphs.dash}${end} of ${choices.length}`}
					color={theme.muted}
				/>
			)}
		</Box>
	);
}
