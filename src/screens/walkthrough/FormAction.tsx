import {Box} from 'ink';
import Line from '../../ui/Line.tsx';
import {fit, widthOf} from '../../ui/text.ts';
import useLook from '../../ui/use-look.ts';
import type {ActionItem} from './form-items.ts';
import Paragraph from './Paragraph.tsx';

type Props = {
	readonly item: ActionItem;
	readonly isFocused: boolean;
	readonly isRefused: boolean;
	readonly width: number;
};

/** Something that can be done with what is written, or why it cannot. */
export default function FormAction({item, isFocused, isRefused, width}: Props) {
	const {theme, glyphs} = useLook();
	const {label, detail = '', disabled} = item;
	const sign = disabled === undefined ? '' : `${isRefused ? glyphs.warn : glyphs.bad} `;
	const name = `${isFocused ? glyphs.selected : ' '} ${sign}${label}`;
	const text = `${name}  ${disabled ?? detail}`;
	// Why it cannot be done is never cut off.
	const isLong = disabled !== undefined && widthOf(text) > width;
	const color = disabled === undefined ? theme.text : theme[isRefused ? 'warn' : 'muted'];
	return (
		<>
			<Line
				text={fit(isLong ? name : text, width, {ellipsis: glyphs.ellipsis})}
				color={isFocused && !isRefused ? theme.selected.color : color}
				isInverse={isFocused && theme.selected.inverse}
			/>
			{isLong && (
				<Box paddingLeft={4} flexShrink={0}>
					<Paragraph text={disabled} width={width - 4} tone={isRefused ? 'warn' : 'muted'} />
				</Box>
			)}
		</>
	);
}
