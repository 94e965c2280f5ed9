import {Box, Text} from 'ink';
import type {Size} from './size.ts';
import useLook from './use-look.ts';

type Props = {
	readonly size: Size;
	readonly least: Size;
};

/** Shown while the terminal is too small: its current size, with the insufficient dimension marked, and the required size. */
export default function SizePanel({size, least}: Props) {
	const {theme, glyphs} = useLook();
	const {columns, rows} = size;
	const colorOf = (is: number, needed: number) => (is < needed ? theme.bad : theme.good);
	return (
		<Box
			flexDirection="column"
			alignItems="center"
			justifyContent="center"
			width={columns}
			height={rows}
			overflowY="hidden"
		>
			<Text wrap="truncate">
				{'This terminal is '}
				<Text color={colorOf(columns, least.columns)}>{columns}</Text>
				{glyphs.times}
				<Text color={colorOf(rows, least.rows)}>{rows}</Text>
			</Text>
			<Text wrap="truncate">{`${least.columns}${glyphs.times}${least.rows} is needed`}</Text>
		</Box>
	);
}
