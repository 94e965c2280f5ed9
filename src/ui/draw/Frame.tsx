import {Box} from 'ink';
import type {ReactNode} from 'react';
import {drawnSize, hasRoom, insideFrame, leastSize, type Size} from '../terminal/size.ts';
import SizePanel from '../terminal/SizePanel.tsx';

type Props = {
	/** The terminal's size, from `useSize()`. */
	readonly size: Size;
	/** The minimum size of the screen. @default {columns: 60, rows: 16} */
	readonly least?: Size;
	/** One row, like `footer`. */
	readonly header: ReactNode;
	readonly footer: ReactNode;
	readonly children?: ReactNode;
};

/** The whole terminal, exactly its size, since Ink clears the screen before a frame that is taller. If the terminal is too small, the children stay mounted, keeping anything typed; they are laid out for `drawnSize()`, and must not handle keys. */
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
