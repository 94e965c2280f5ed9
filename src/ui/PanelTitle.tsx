import {Text} from 'ink';
import {memo} from 'react';
import type {Border} from './glyphs.ts';
import {fit, widthOf} from './text.ts';
import type {Color} from './theme.ts';
import useLook from './use-look.ts';

type Props = {
	readonly title: string;
	readonly note?: string;
	/** Stands there where there is no room for the note. */
	readonly shortNote?: string;
	readonly hotkey?: string;
	readonly width: number;
	readonly border: Border;
	readonly borderColor: Color;
};

/** The upper border of a panel. When it is narrow the note goes first, then the end of the title. */
export default memo(PanelTitle);

function PanelTitle(props: Props) {
	const {title, note = '', shortNote = '', hotkey, width, border, borderColor} = props;
	const {theme, glyphs} = useLook();
	const key = hotkey === undefined ? '' : `[${hotkey}] `;
	// Two corners, and at each end a piece of border and a blank.
	const room = Math.max(0, width - 6 - key.length);
	const name = fit(title, Math.min(room, widthOf(title)), {ellipsis: glyphs.ellipsis});
	const rest = room - widthOf(name);
	// A blank, a piece of border and a blank stand between title and note.
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
