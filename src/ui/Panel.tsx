import {Box} from 'ink';
import type {ReactNode} from 'react';
import PanelTitle from './PanelTitle.tsx';
import useLook from './use-look.ts';

type Props = {
	readonly title: string;
	/** Stands at the right end of the title, while there is room. */
	readonly note?: string;
	/** Stands there where there is no room for the note. */
	readonly shortNote?: string;
	/** The key that leads here. */
	readonly hotkey?: string;
	readonly width: number;
	readonly height: number;
	readonly isFocused?: boolean;
	/** Whether it has neither border nor title, where there is no room for them. @default false */
	readonly isBare?: boolean;
	readonly children?: ReactNode;
};

/** A box of exactly this size with its title in the border. What does not fit inside is cut off. */
export default function Panel(props: Props) {
	const {title, note, shortNote, hotkey, width, height, children} = props;
	const {isFocused = false, isBare = false} = props;
	const {theme, glyphs} = useLook();
	const border = isFocused ? glyphs.focusedBorder : glyphs.border;
	const color = isFocused ? theme.accent : theme.border;
	return (
		<Box flexDirection="column" width={width} height={height} flexShrink={0} overflowY="hidden">
			{!isBare && (
				<PanelTitle
					title={title}
					note={note}
					shortNote={shortNote}
					hotkey={hotkey}
					width={width}
					border={border}
					borderColor={color}
				/>
			)}
			<Box
				flexDirection="column"
				width={width}
				height={isBare ? height : height - 1}
				flexShrink={0}
				borderStyle={isBare ? undefined : border}
				borderColor={color}
				borderTop={false}
				paddingX={1}
				overflowY="hidden"
			>
				{/* Without a height of its own, so that too many rows are cut off and not squeezed. */}
				<Box flexDirection="column" flexShrink={0}>
					{children}
				</Box>
			</Box>
		</Box>
	);
}
