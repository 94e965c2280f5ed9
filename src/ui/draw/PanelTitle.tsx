import {Text} from 'ink';
import {memo} from 'react';
import type {Border} from '../terminal/glyphs.ts';
import type {Color} from '../terminal/theme.ts';
import useLook from '../terminal/use-look.ts';
import {fit, widthOf} from './text.ts';

type Props = {
	readonly title: string;
	readonly note?: string;
	/** Shown if `note` does not fit. */
	readonly shortNote?: string;
	readonly hotkey?: string;
	readonly width: number;
	readonly border: Border;
	readonly borderColor: Color;
};

/** The top border of a panel. When it is narrow, the note is dropped first, then the title is shortened. */
export default memo(PanelTitle);

function PanelTitle(props: Props) {
	const {title, note = '', shortNote = '', hotkey, width, border, borderColor} = props;
	const {theme, glyphs} = useLook();
	const key = hotkey === undefined ? '' : `[${hotkey}] `;
	// Two corners, and a border segment and a blank at each end.
	const room = Math.max(0, width - 6 - key.length);
	const name = fit(title, Math.min(room, widthOf(title)), {ellipsis: glyphs.ellipsis});
	const rest = room - widthOf(name);
	// A blank, a border segment and a blank separate title and note.
	const shown = [note, shortNote].find(text => text !== '' && widthOf(text) + 3 <= rest);
	const line = rest - (shown === undefined ? 0 : widthOf(shown) + 2);
	return (
		<Text wrap="truncate">
			<Text color={borderColor}>{`${border.topLeft}${border.top} `}</Text>
			{key !== '' && <Text color={theme.key}>{key}</Text>}
			<Text bold color={theme.title}>
				{name}
			</Text>
			<Text color={borderColor}>{` ${border.top.repeat(line)}`}</Text>
			{shown !== undefined && <Text color={theme.muted}>{` ${shown} `}</Text>}
			<Text color={borderColor}>{`${border.top}${border.topRight}`}</Text>
		</Text>
	);
}
