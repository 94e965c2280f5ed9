import {Box, Text} from 'ink';
import {memo} from 'react';
import type {Color, Tone} from '../terminal/theme.ts';
import useLook from '../terminal/use-look.ts';
import {fit, widthOf} from './text.ts';

export type Fact = {
	readonly name: string;
	readonly value: string;
	/** @default 'text' */
	readonly tone?: Tone;
};

type Props = {
	readonly facts: readonly Fact[];
	readonly width: number;
};

/** Names and values, one pair per row, with the values aligned. */
export default function Facts({facts, width}: Props) {
	const {theme, glyphs} = useLook();
	const names = Math.max(0, ...facts.map(({name}) => widthOf(name)));
	const options = {ellipsis: glyphs.ellipsis};
	return (
		<Box flexDirection="column" flexShrink={0}>
			{facts.map(({name, value, tone = 'text'}) => (
				<Pair
					key={name}
					name={`${fit(name, names)}  `}
					nameColor={theme.muted}
					value={fit(value, Math.max(1, width - names - 2), options)}
					valueColor={theme[tone]}
				/>
			))}
		</Box>
	);
}

type PairProps = {
	readonly name: string;
	readonly nameColor: Color;
	readonly value: string;
	readonly valueColor: Color;
};

const Pair = memo(PlainPair);

function PlainPair({name, nameColor, value, valueColor}: PairProps) {
	return (
		<Text wrap="truncate">
			<Text color={nameColor}>{name}</Text>
			<Text color={valueColor}>{value}</Text>
		</Text>
	);
}
