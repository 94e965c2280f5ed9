import {Text} from 'ink';
import {memo} from 'react';
import {toPlainText} from '../../support/plain-text.ts';
import type {Color} from '../terminal/theme.ts';

type Props = {
	readonly text: string;
	readonly color?: Color;
	readonly isBold?: boolean;
	readonly isInverse?: boolean;
};

/** One row of text in one color, cut off where it does not fit. It costs nothing while its text is unchanged. */
export default memo(Line);

function Line({text, color, isBold, isInverse}: Props) {
	// Ink renders no row for empty text.
	const row = text === '' ? ' ' : toPlainText(text);
	return (
		<Text wrap="truncate" color={color} bold={isBold} inverse={isInverse}>
			{row}
		</Text>
	);
}
