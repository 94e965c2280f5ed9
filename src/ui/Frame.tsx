import {Box} from 'ink';
import type {ReactNode} from 'react';
import {drawnSize, hasRoom, insideFrame, leastSize, type Size} from './size.ts';
import SizePanel from './SizePanel.tsx';

type Props = {
	/** The size of the terminal, of `useSize()`. */
	readonly size: Size;
	/** What the screen needs. @default {columns: 60, rows: 16} */
	readonly least?: Size;
	/** One row at the top, and one at the bottom. */
	readonly header: ReactNode;
	readonly footer: ReactNode;
	readonly children?: ReactNode;
};

/** The whole terminal: exactly as wide and as high as it is, for Ink clears the screen before a frame that is taller. What is inside stays mounted while there is too little room for it, with all that was typed; it is drawn for `drawnSize()`, and must not listen. */
export default function Frame({size, least = leastSize, header, footer, children}: Props) {
	const {columns, rows} = size;
	const isShown = hasRoom(size, least);
	const body = insideFrame(drawnSize(size, least));
	return (
		<Box flexDirection="column" width={columns} height={rows} overflowY="hidden">
			{!isShown && <SizePanel size={size} least={least} />}
			{isShown && (
				<Box height={1} flexShrink={0} overflowY="hidden">
					{header}
				</Box>
			)}
			<Box
				display={isShown ? 'flex' : 'none'}
				flexDirection="column"
				height={body.rows}
				flexShrink={0}
				overflowY="hidden"
			>
				<Box flexDirection="column" flexShrink={0}>
					{children}
				</Box>
			</Box>
			{isShown && (
				<Box height={1} flexShrink={0} overflowY="hidden">
					{footer}
				</Box>
			)}
		</Box>
	);
}
