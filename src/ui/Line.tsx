import {Text} from 'ink';
import {memo} from 'react';
import type {Color} from './theme.ts';

type Props = {
	readonly text: string;
	readonly color?: Color;
	readonly isBold?: boolean;
	readonly isInverse?: boolean;
};

/** One row of text in one colour, cut where the room ends. While its text stays the same it costs nothing. */
export default memo(Line);

function Line({text, color, isBold, isInverse}: Props) {
	// Ink gives no row to an empty text.
	const row = text === '' ? ' ' : text;
	return (
		<Text wrap="truncate" color={color} bold={isBold} inverse={isInverse}>
			{row}
		</Text>
	);
}
