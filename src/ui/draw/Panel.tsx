import {Box} from 'ink';
import type {ReactNode} from 'react';
import useLook from '../terminal/use-look.ts';
import PanelTitle from './PanelTitle.tsx';

type Props = {
	readonly title: string;
	/** Shown at the right of the title, if it fits. */
	readonly note?: string;
	/** Shown if `note` does not fit. */
	readonly shortNote?: string;
	/** The key that opens the panel. */
	readonly hotkey?: string;
	readonly width: number;
	readonly height: number;
	readonly isFocused?: boolean;
	/** Whether to omit border and title, to save room. @default false */
	readonly isBare?: boolean;
	readonly children?: ReactNode;
};

/** A box of exactly this size, with its title in the border. Content that does not fit is cut off. */
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
				{/* No height of its own, so that surplus rows are cut off rather than squeezed. */}
				<Box flexDirection="column" flexShrink={0}>
					{children}
				</Box>
			</Box>
		</Box>
	);
}
