import {Box, Text} from 'ink';
import {formatAge} from '../../ui/draw/format.ts';
import useLook from '../../ui/terminal/use-look.ts';
import type {Facts} from '../../onboarding/walkthrough/state.ts';

type Props = {
	readonly version: string;
	readonly network: Facts['network'];
	/** The block that the figures come from, if any. */
	readonly block: number | undefined;
	/** Milliseconds since that block was seen. */
	readonly blockAge: number;
	readonly width: number;
};

/** The first row: program, network, block, and whether real money is at stake. */
export default function Header({version, network, block, blockAge, width}: Props) {
	const {theme, glyphs} = useLook();
	return (
		<Box width={width} justifyContent="space-between">
			<Text wrap="truncate">
				<Text bold color={theme.title}>
					{' btop'}
				</Text>
				<Text color={theme.muted}>{` ${version}  `}</Text>
				{network === undefined ? (
					<Text color={theme.muted}>no network yet</Text>
				) : (
					<>
						{`${network.name}  `}
						{network.isReal ? (
							<Text bold color={theme.warn}>{`${glyphs.warn} real TAO`}</Text>
						) : (
							<Text color={theme.good}>no real TAO</Text>
						)}
					</>
				)}
			</Text>
			{block !== undefined && (
				<Box flexShrink={0}>
					<Text color={theme.muted}>
						{`block ${block.toLocaleString('en-US')} ${glyphs.separator} ${formatAge(blockAge)} `}
					</Text>
				</Box>
			)}
		</Box>
	);
}
