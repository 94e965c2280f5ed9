import {Box, Text} from 'ink';
import type {MinerCard} from '../../../miner/observe/device-reading.ts';
import {formatBytes} from '../../../ui/draw/format.ts';
import Line from '../../../ui/draw/Line.tsx';
import Meter from '../../../ui/draw/Meter.tsx';
import {fit} from '../../../ui/draw/text.ts';
import useLook from '../../../ui/terminal/use-look.ts';
import {describeFacts, describeMemory, describeProcesses, getMemoryShare} from './device-words.ts';

type Props = {
	readonly cards: readonly MinerCard[];
	readonly width: number;
	/** Rows; cards that do not fit are counted. */
	readonly height: number;
};

/** One row a card: which are this miner's, how busy and how full they are, and what is wrong. */
export default function CardRows({cards, width, height}: Props) {
	const {theme} = useLook();
	const shown = cards.length > height ? cards.slice(0, height - 1) : cards;
	return (
		<Box flexDirection="column" flexShrink={0}>
			{shown.map(card => (
				<CardRow key={`${card.vendor}${card.index}`} card={card} width={width} />
			))}
			{shown.length < cards.length && (
				<Line text={`${cards.length - shown.length} more: press 1`} color={theme.muted} />
			)}
		</Box>
	);
}

type CardProps = {
	readonly card: MinerCard;
	readonly width: number;
};

/** Width of a name, and least widths of rows that have one, both meters and more facts. */
const nameWidth = 20;
const withName = 96;
const withFacts = 64;
const withMemory = 44;

function CardRow({card, width}: CardProps) {
	const {theme, glyphs, terminal} = useLook();
	const head = headOf(card, glyphs);
	const name =
		width >= withName ? `${fit(card.name, nameWidth, {ellipsis: glyphs.ellipsis})}  ` : '';
	if (card.state !== 'ok') {
		const text = `${head}${name}${card.state === 'lost' ? 'lost' : 'needs a reset'}`;
		return <Line text={fit(text, width, {ellipsis: glyphs.ellipsis})} color={theme.bad} />;
	}

	const degrees = terminal.glyphs === 'ascii' ? 'C' : '°C';
	const rest = width - head.length - name.length;
	const factsWidth = width >= withFacts ? Math.floor(rest * 0.38) : 0;
	const meters = factsWidth > 0 ? rest - factsWidth - 2 : rest;
	const isSlow = card.throttles.some(throttle => throttle !== 'power');
	return (
		<Box flexShrink={0}>
			<Text wrap="truncate">
				<Text color={card.isUsed ? theme.good : theme.muted}>{head}</Text>
				{name}
			</Text>
			<Meters card={card} width={meters} hasMemory={width >= withMemory} />
			{factsWidth > 0 && (
				<Text wrap="truncate" color={isSlow ? theme.warn : theme.muted}>
					{`  ${fit(describeFacts(card, {width: factsWidth, degrees, isShort: true}), factsWidth, {ellipsis: glyphs.ellipsis})}`}
				</Text>
			)}
		</Box>
	);
}

const headOf = (
	{index, isUsed}: MinerCard,
	{on, off}: {readonly on: string; readonly off: string},
) => `${isUsed ? on : off} ${index} `;

type MetersProps = CardProps & {readonly hasMemory: boolean};

function Meters({card, width, hasMemory}: MetersProps) {
	const left = hasMemory ? Math.floor((width - 2) * 0.42) : width;
	return (
		<>
			<Box width={left} flexShrink={0}>
				<Meter label="load" share={card.load} width={left} />
			</Box>
			{hasMemory && (
				<>
					<Text>{'  '}</Text>
					<Box width={width - left - 2} flexShrink={0}>
						<Meter
							label="VRAM"
							share={getMemoryShare(card)}
							value={describeMemory(card)}
							width={width - left - 2}
						/>
					</Box>
				</>
			)}
		</>
	);
}

/** Rows of a card told in full. */
export const detailRows = 4;

/** Everything about a card, in four rows. */
export function CardDetails({card, width}: CardProps) {
	const {theme, glyphs, terminal} = useLook();
	const {name, bus, driver, state, isUsed, throttles} = card;
	const degrees = terminal.glyphs === 'ascii' ? 'C' : '°C';
	const title = [
		name,
		isUsed ? '(this miner)' : undefined,
		bus,
		driver === undefined ? undefined : `driver ${driver}`,
	]
		.filter(word => word !== undefined)
		.join('  ');
	const isSlow = throttles.some(throttle => throttle !== 'power');
	const options = {ellipsis: glyphs.ellipsis};
	const facts =
		state === 'ok'
			? describeFacts(card, {width, degrees})
			: `${state === 'lost' ? 'lost' : 'needs a reset'}: no readings`;
	return (
		<Box flexDirection="column" flexShrink={0} height={detailRows}>
			<Line
				isBold
				text={fit(`${headOf(card, glyphs)} ${title}`, width, options)}
				color={isUsed ? theme.good : theme.title}
			/>
			<Box flexShrink={0}>
				<Meters hasMemory card={card} width={width} />
			</Box>
			<Line
				text={fit(facts, width, options)}
				color={state === 'ok' ? (isSlow ? theme.warn : theme.text) : theme.bad}
			/>
			<Line text={fit(describeProcesses(card, formatBytes), width, options)} color={theme.muted} />
		</Box>
	);
}
