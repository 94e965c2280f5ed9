import {Text} from 'ink';
import {memo} from 'react';
import {formatShare} from './format.ts';
import {fit, widthOf} from './text.ts';
import type {GraphColors} from './theme.ts';
import useLook from './use-look.ts';

type Props = {
	/** From 0 to 1, or `undefined` while it is not known. */
	readonly share: number | undefined;
	readonly width: number;
	readonly label: string;
	/** The value in words. @default The share in per cent. */
	readonly value?: string;
	/** @default 'heat' */
	readonly colors?: GraphColors;
};

/** Less than this is no bar. */
const leastBar = 4;

/** A bar that is filled by a share, with its name before it and its value in words after it. */
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
	// Something is never drawn as nothing.
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
