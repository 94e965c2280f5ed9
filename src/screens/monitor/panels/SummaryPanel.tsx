import {Box} from 'ink';
import type {ReactNode} from 'react';
import {getStages} from '../../../monitor/stages.ts';
import {describeEarned} from '../../../monitor/describe-earned.ts';
import {describeRank} from '../../../monitor/describe-rank.ts';
import Facts, {type Fact} from '../../../ui/draw/Facts.tsx';
import {formatBytes, formatDuration, formatShare} from '../../../ui/draw/format.ts';
import type {Glyphs} from '../../../ui/terminal/glyphs.ts';
import Meter from '../../../ui/draw/Meter.tsx';
import useLook from '../../../ui/terminal/use-look.ts';
import type {Overview} from '../overview.ts';
import {describeSlot} from '../slot-words.ts';
import {describePrice, formatCalmAge, formatIncentive, formatPlace, tellAge} from '../words.ts';
import HistoryGraph from './HistoryGraph.tsx';
import type {PanelProps} from './panel-props.ts';
import {describeModelMemory} from './device-words.ts';
import {formatMs, readRate} from './query-words.ts';
import Waiting from './Waiting.tsx';

/** The essentials, one per row, if panels do not fit. */
export default function SummaryPanel({overview, columns, rows}: PanelProps) {
	const {glyphs} = useLook();
	const {miner, clock} = overview;
	const {state, history} = miner;
	if (!state) {
		return <Waiting text="Connecting to the miner." width={columns} />;
	}

	const facts = toFacts(overview, glyphs);
	const names = Math.max(...facts.map(({name}) => name.length));
	const toItem = ({name, value, tone, priority}: SummaryFact) => ({
		name,
		priority,
		node: <Facts facts={[{name: name.padEnd(names), value, tone}]} width={columns} />,
	});
	const items: readonly Item[] = [
		...facts.map(fact => toItem(fact)),
		...(clock
			? [
					{
						name: 'epoch',
						priority: 8,
						node: (
							<Meter
								label={'epoch'.padEnd(names + 1)}
								share={clock.share}
								value={formatDuration(clock.milliseconds)}
								width={columns}
								colors="cool"
							/>
						),
					},
				]
			: []),
	];
	const room = rows - items.length;
	return (
		<Box flexDirection="column" width={columns} height={rows} flexShrink={0} overflowY="hidden">
			{keep(items, rows).map(({name, node}) => (
				<Box key={name} flexShrink={0}>
					{node}
				</Box>
			))}
			{history && room > 0 && (
				<HistoryGraph
					history={history}
					samples={history.answered}
					unit={history.stepMs / 1000}
					width={columns}
					height={room}
					label={room > 1 ? 'answers/s' : undefined}
				/>
			)}
		</Box>
	);
}

type Item = {
	readonly name: string;
	/** When rows run out, those with the lowest priority are dropped first. */
	readonly priority: number;
	readonly node: ReactNode;
};

function keep(items: readonly Item[], rows: number): readonly Item[] {
	const kept = new Set(
		items.toSorted((one, other) => other.priority - one.priority).slice(0, rows),
	);
	return items.filter(item => kept.has(item));
}

type SummaryFact = Fact & {
	readonly priority: number;
};

function toFacts(overview: Overview, glyphs: Glyphs): readonly SummaryFact[] {
	const {miner, now, price} = overview;
	const {queries, latencyMs, incentive, earnedAlpha, earnedTao} = miner.state!;
	const rate = miner.history && readRate(miner.history);
	const stages = getStages(miner).map(({name, what, detail, at}) => ({
		name,
		value: at === undefined ? `${what}: ${detail}` : `${formatCalmAge(now - at)}: ${what}`,
		priority: 6,
	}));
	const [minerAge, chainAge] = [overview.minerAge, overview.chainAge].map(age => tellAge(age));
	return [
		...(minerAge === undefined && chainAge === undefined
			? []
			: [
					{
						name: 'old',
						value:
							minerAge === undefined
								? `rank, slot and price are ${chainAge!} old`
								: `all figures are ${minerAge} old`,
						tone: 'warn' as const,
						priority: 11,
					},
				]),
		{
			name: 'queries',
			value: `${rate === undefined ? '' : `${rate.toFixed(1)}/s, `}${queries.waiting} waiting, ${queries.refused} refused`,
			priority: 10,
		},
		{
			name: 'latency',
			value: `p50 ${formatMs(latencyMs.p50)} ms, p95 ${formatMs(latencyMs.p95)}, p99 ${formatMs(latencyMs.p99)}`,
			priority: 5,
		},
		{
			name: 'rank',
			value: `${describeRank(miner.state!, {format: formatPlace})}, incentive ${formatIncentive(incentive)}`,
			priority: 9,
		},
		{
			name: 'earned',
			value: describeEarned(earnedAlpha, earnedTao),
			priority: 10,
		},
		{name: 'slot', value: overview.slot ? describeSlot(overview.slot) : 'no UID', priority: 9},
		{name: 'price', value: price ? describePrice(price, glyphs) : 'unknown yet', priority: 4},
		{name: 'device', value: describeDevice(miner), priority: 7},
		...stages,
	];
}

function describeDevice({device, state}: Overview['miner']): string {
	if (!device) {
		return `${state!.device}, ${describeModelMemory(state!.memoryBytes)}`;
	}

	const {kind, load, memoryUsed, modelBytes, name} = device;
	const memory =
		kind === 'gpu' && memoryUsed !== null
			? `VRAM ${formatBytes(memoryUsed)}`
			: describeModelMemory(modelBytes);
	return `${load === null ? '' : `load ${formatShare(load)}, `}${memory}, ${name}`;
}
