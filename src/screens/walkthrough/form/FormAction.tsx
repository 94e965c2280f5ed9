import Line from '../../../ui/draw/Line.tsx';
import {fit} from '../../../ui/draw/text.ts';
import useLook from '../../../ui/terminal/use-look.ts';
import {type ActionItem, reasonRowsOf} from './form-items.ts';

type Props = {
	readonly item: ActionItem;
	readonly isFocused: boolean;
	readonly isRefused: boolean;
	readonly width: number;
};

/** An action of the form, or why it is disabled. */
export default function FormAction({item, isFocused, isRefused, width}: Props) {
	const {theme, glyphs} = useLook();
	const {label, detail = '', disabled} = item;
	const sign = disabled === undefined ? '' : `${isRefused ? glyphs.warn : glyphs.bad} `;
	const name = `${isFocused ? glyphs.selected : ' '} ${sign}${label}`;
	// The reason is never cut off.
	const reason = reasonRowsOf(item, width);
	const text = reason.length > 0 ? name : `${name}  ${disabled ?? detail}`;
	const tone = isRefused ? 'warn' : 'muted';
	const color = disabled === undefined ? theme.text : theme[tone];
	return (
		<>
			<Line
				text={fit(text, width, {ellipsis: glyphs.ellipsis})}
				color={isFocused && !isRefused ? theme.selected.color : color}
				isInverse={isFocused && theme.selected.inverse}
			/>
			{reason.map((row, index) => (
				<Line key={index} text={`    ${row}`} color={theme[tone]} />
			))}
		</>
	);
}
