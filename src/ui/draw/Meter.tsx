import {Text} from 'ink';
import {memo} from 'react';
import type {GraphColors} from '../terminal/theme.ts';
import useLook from '../terminal/use-look.ts';
import {formatShare} from './format.ts';
import {fit, widthOf} from './text.ts';

type Props = {
	/** From 0 to 1; `undefined` while unknown. */
	readonly share: number | undefined;
	readonly width: number;
	readonly label: string;
	/** The value as text. @default The share as a percentage */
	readonly value?: string;
	/** @default 'heat' */
	readonly colors?: GraphColors;
};

/** Minimum width of the bar. */
const leastBar = 4;

/** A bar filled to a share, between its label and its value as text. */
export default memo(Meter);

function Meter({share, width, label, value, colors = 'heat'}: Props) {
	const {theme, glyphs} = useLook();
	const words = value ?? (share === undefined ? glyphs.dash : formatShare(share));
	const room = width - widthOf(label) - widthOf(words) - 2;
	if (room < leastBar) {
		return (
			<Text wrap="truncate">{fit(`${label} ${words}`, width, {ellipsis: glyphs.ellipsis})}</Text>
		);
	}

	const part = Math.max(0, Math.min(1, share ?? 0));
	// A share above zero never looks empty.
	const full = part > 0 ? Math.max(1, Math.floor(part * room)) : 0;
	return (
		<Text wrap="truncate">
			<Text color={theme.muted}>{`${label} `}</Text>
			<Text color={theme.graph(part, colors)}>{glyphs.barFull.repeat(full)}</Text>
			<Text color={theme.border}>{glyphs.barEmpty.repeat(room - full)}</Text>
			{` ${words}`}
		</Text>
	);
}
