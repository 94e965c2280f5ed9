import {Text} from 'ink';
import type {LiveMiner} from '../../rig/live-miner.ts';
import {identifyNetwork, parseNetwork} from '../../rig/network/networks.ts';
import {formatAge, formatDuration} from '../../ui/draw/format.ts';
import type {Glyphs} from '../../ui/terminal/glyphs.ts';
import type {Tone} from '../../ui/terminal/theme.ts';
import useLook from '../../ui/terminal/use-look.ts';
import type {Overview} from './overview.ts';
import {formatBlock} from './words.ts';

type Props = {
	readonly overview: Overview;
	readonly version: string;
	/** Position among the miners, from 1. */
	readonly place: number;
	readonly count: number;
	/** How long the display has been paused, in milliseconds. */
	readonly pausedFor?: number;
	readonly columns: number;
};

/** The miner's name and status, in one row. Parts that change every second come last. */
export default function HeaderLine(props: Props) {
	const {columns} = props;
	const {theme, glyphs} = useLook();
	const segments = fitSegments(toSegments(props, glyphs), columns);
	const used = segments.reduce((sum, {text}) => sum + text.length, 0);
	const start = segments.filter(({isEnd}) => !isEnd);
	const end = segments.filter(({isEnd}) => isEnd);
	const gaps = Math.max(0, start.length - 1) + Math.max(0, end.length - 1);
	const blank = ' '.repeat(Math.max(0, columns - used - gaps * separator.length));
	const write = (list: readonly Segment[]) =>
		list.map(({text, tone, isBold}, index) => (
			<Text key={text} color={theme[tone]} bold={isBold}>
				{index === 0 ? text : separator + text}
			</Text>
		));
	return (
		<Text wrap="truncate">
			{write(start)}
			{blank}
			{write(end)}
		</Text>
	);
}

const separator = '  ';

type Segment = {
	readonly text: string;
	readonly tone: Tone;
	readonly isBold?: boolean;
	readonly isEnd?: boolean;
	/** When the row is too narrow, parts with the lowest priority are dropped first. */
	readonly priority: number;
};

function toSegments(
	{overview, version, place, count, pausedFor}: Props,
	glyphs: Glyphs,
): readonly Segment[] {
	const {miner, health, clock, now} = overview;
	const {state, subnet} = miner;
	const {sign, tone} = {
		good: {sign: glyphs.on, tone: 'good'},
		idle: {sign: glyphs.off, tone: 'text'},
		warn: {sign: glyphs.warn, tone: 'warn'},
		bad: {sign: glyphs.bad, tone: 'bad'},
	}[health.level] as {readonly sign: string; readonly tone: Tone};
	const isReal = state !== undefined && isRealNetwork(state.network, subnet);
	const segments: ReadonlyArray<Segment | undefined> = [
		{text: 'btop', tone: 'title', isBold: true, priority: 6},
		{text: version, tone: 'muted', priority: 1},
		count > 1 ? {text: `${place} of ${count}`, tone: 'key', priority: 8} : undefined,
		state && {
			text: isReal ? `${state.network} REAL TAO` : state.network,
			tone: isReal ? 'warn' : 'text',
			isBold: isReal,
			priority: isReal ? 9 : 7,
		},
		state && !isReal ? {text: 'no real TAO', tone: 'muted', priority: 4} : undefined,
		state && {text: `subnet ${state.netuid}`, tone: 'text', priority: 6},
		subnet && {text: subnet.name, tone: 'text', priority: 2},
		state && {
			text: state.uid === null ? 'no UID' : `UID ${state.uid}`,
			tone: state.uid === null ? 'bad' : 'text',
			priority: 8,
		},
		{text: `${sign} ${health.word}`, tone, isBold: true, priority: 10},
		pausedFor === undefined
			? undefined
			: {
					text: `PAUSED ${formatDuration(pausedFor)}`,
					tone: 'warn',
					isBold: true,
					isEnd: true,
					priority: 11,
				},
		clock && {
			text: `epoch ${formatDuration(clock.milliseconds)}`,
			tone: 'text',
			isEnd: true,
			priority: 5,
		},
		subnet && {
			text: `block ${formatBlock(subnet.block)}, ${formatAge(now - subnet.at)}`,
			tone: 'text',
			isEnd: true,
			priority: 3,
		},
	];
	return segments.filter(segment => segment !== undefined);
}

function fitSegments(segments: readonly Segment[], columns: number): readonly Segment[] {
	let kept = segments;
	const widthOfAll = () =>
		kept.reduce((sum, {text}) => sum + text.length + separator.length, -separator.length);
	while (kept.length > 1 && widthOfAll() > columns) {
		const lowest = Math.min(...kept.map(({priority}) => priority));
		kept = kept.filter(({priority}) => priority !== lowest);
	}

	return kept;
}

/** Before the miner has read its subnet, and in older versions, its chain is unknown, so only the name decides. */
function isRealNetwork(name: string, subnet: LiveMiner['subnet']): boolean {
	try {
		const network = parseNetwork(name);
		return (subnet ? identifyNetwork(network, subnet) : network).real;
	} catch {
		// When in doubt, assume real money.
		return true;
	}
}
