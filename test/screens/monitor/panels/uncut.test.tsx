import {expect, test} from 'vitest';
import {layOut} from '../../../../src/screens/monitor/layout.ts';
import {toOverview} from '../../../../src/screens/monitor/overview.ts';
import ClocksPanel from '../../../../src/screens/monitor/panels/ClocksPanel.tsx';
import QueriesPanel from '../../../../src/screens/monitor/panels/QueriesPanel.tsx';
import SlotPanel from '../../../../src/screens/monitor/panels/SlotPanel.tsx';
import {insideFrame} from '../../../../src/ui/terminal/size.ts';
import {createLiveMiner, now, ownHotkey} from '../../../helpers/miner/live-miner.ts';
import {draw} from '../../../helpers/screens/draw.tsx';

const views = {slot: SlotPanel, clocks: ClocksPanel};
const {state, subnet} = createLiveMiner({neurons: 256});
const block = 99_999_999;
const nodes = [
	{url: 'ws://127.0.0.1:9944', latencyMs: 1},
	{url: 'wss://entrypoint-finney.opentensor.ai:443', latencyMs: 1234},
	{url: 'wss://entrypoint-finney.opentensor.ai:443', latencyMs: null},
] as const;
const burns = [12n, 512_300_000n, 99_999_900_000_000n];

/** Miners whose numbers are as long as they get: immune, next in line, and neither. */
const miners = [1, 60_000, 98_765_432].flatMap(age =>
	nodes.flatMap(node =>
		burns.map(burn =>
			createLiveMiner({
				neurons: 256,
				state: {block, chain: {...state!.chain, ...node}},
				subnet: {
					block,
					burn,
					at: now - 47 * 3_600_000,
					burnRules: {
						kind: 'continuous',
						minimum: 5n,
						maximum: burn,
						halfLife: 14_400,
						increase: 1.26,
					},
					immunityPeriod: 65_535,
					maxUids: 256,
					neurons: subnet!.neurons.map((neuron, index) => ({
						...neuron,
						emission: neuron.hotkey === ownHotkey ? 0n : neuron.emission + 1n,
						registeredAt:
							neuron.hotkey === ownHotkey ? block - age : block - 65_000 - 700 * (index % 9),
					})),
				},
			}),
		),
	),
);

test.each([
	{columns: 80, rows: 24},
	{columns: 120, rows: 40},
	{columns: 200, rows: 60},
])('nothing in the slot and the clocks is cut in $columns columns', size => {
	const placements = layOut(insideFrame(size), {alertRows: 0});
	for (const panel of ['slot', 'clocks'] as const) {
		const {columns, rows} = placements.find(each => each.panel === panel)!;
		const View = views[panel];
		for (const miner of miners) {
			const overview = toOverview(miner, now);
			// Rows that the height leaves out are drawn as well.
			const frame = draw(
				<View {...{overview, columns, scroll: 0}} rows={rows + 8} isFocused={false} />,
				{columns},
			);
			expect(frame).not.toContain('…');
		}
	}
});

test('how long a UID is held, and the node, are said in whole', () => {
	const {columns, rows} = layOut(insideFrame({columns: 120, rows: 40}), {alertRows: 0}).find(
		({panel}) => panel === 'slot',
	)!;
	const overview = toOverview(createLiveMiner(), now);
	const room = {columns, rows, scroll: 0, isFocused: false};

	expect(draw(<SlotPanel overview={overview} {...room} />, {columns})).toMatch(/joined +8 h ago/v);
	expect(draw(<ClocksPanel overview={overview} {...room} />, {columns})).toMatch(
		/node +127\.0\.0\.1:9944 /v,
	);
});

test.each([
	{latencyMs: {p50: 9.94, p95: 99.4, p99: 100.1}, said: 'p50 9.9 p95 99 p99 100ms'},
	{latencyMs: {p50: 491, p95: 524, p99: 524}, said: 'p50 491 p95 524 p99 524 '},
	{latencyMs: {p50: 5231, p95: 6180, p99: 6944}, said: 'p50 5231 p99 6944 ms'},
])('latencies are said in whole in 80 columns: $said', ({latencyMs, said}) => {
	const {columns, rows} = layOut(insideFrame({columns: 80, rows: 24}), {alertRows: 0}).find(
		({panel}) => panel === 'queries',
	)!;
	const overview = toOverview(createLiveMiner({state: {latencyMs}}), now);
	const room = {columns, rows, scroll: 0, isFocused: false};

	expect(draw(<QueriesPanel overview={overview} {...room} />, {columns})).toContain(said);
});
