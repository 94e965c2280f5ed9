import {Box} from 'ink';
import {expect, test} from 'vitest';
import type {MinerCard} from '../../../../src/miner/observe/device-reading.ts';
import {toOverview} from '../../../../src/screens/monitor/overview.ts';
import DevicePanel from '../../../../src/screens/monitor/panels/DevicePanel.tsx';
import {draw, expectSnapshots} from '../../../helpers/screens/draw.tsx';
import {createLiveMiner, now, ownCard} from '../../../helpers/miner/live-miner.ts';

const hot: MinerCard = {
	...ownCard,
	index: 1,
	name: 'NVIDIA GeForce RTX 3090',
	bus: '0000:0a:00.0',
	load: 1,
	memoryUsed: 23.4 * 2 ** 30,
	memoryTotal: 23.7 * 2 ** 30,
	temperature: 84,
	fan: 1,
	clock: 1410,
	power: 249.81,
	powerLimit: 250,
	powerDefault: 350,
	throttles: ['power', 'heat'],
	processes: [],
	ownMemory: undefined,
};
const other: MinerCard = {
	...hot,
	index: 2,
	isUsed: false,
	throttles: [],
	processes: [{pid: 3, memory: 2 ** 30}],
};
const lost: MinerCard = {
	...ownCard,
	index: 3,
	state: 'lost',
	load: undefined,
	memoryUsed: undefined,
	isUsed: false,
	processes: [],
	ownMemory: undefined,
};

const panel = (
	cards: readonly MinerCard[],
	{columns, rows, isFocused}: {columns: number; rows: number; isFocused: boolean},
) => {
	const miner = createLiveMiner();
	const notes = ["Faults (Xid) are unknown: this user may not read the kernel's log."];
	const overview = toOverview({...miner, device: {...miner.device!, cards, notes}}, now);
	return (
		<Box>
			<DevicePanel {...{overview, columns, rows, isFocused}} scroll={0} />
		</Box>
	);
};

test('several cards stand one in a row', () => {
	expectSnapshots(columns =>
		panel([ownCard, hot, other, lost], {columns, rows: 8, isFocused: false}),
	);
});

test('alone, the panel tells each card in full', () => {
	expectSnapshots(columns =>
		panel([ownCard, hot, other, lost], {columns, rows: 24, isFocused: true}),
	);
});

test('in a narrow panel each card keeps its mark, number and load', () => {
	const text = draw(panel([ownCard, hot, lost], {columns: 26, rows: 7, isFocused: false}));

	expect(text).toMatch(/● 0 load █+░+ 37 %/v);
	expect(text).toMatch(/● 1 load █+ 100 %/v);
	expect(text).toMatch(/○ 3 lost/v);
});

test('cards that do not fit are counted', () => {
	const many = Array.from({length: 8}, (_, index) => ({...ownCard, index}));

	expect(draw(panel(many, {columns: 60, rows: 6, isFocused: false}))).toContain('5 more: press 1');
	expect(draw(panel(many, {columns: 60, rows: 20, isFocused: true}))).toMatch(/● 7/v);
});

test('servers are shown with their state, and neither load nor memory', () => {
	const live = createLiveMiner({
		state: {
			memoryBytes: null,
			engineNotes: ['`http://gpu1:8000/v1`: 3 of 8 under way, 41 answered, 0 failed'],
		},
	});
	const device = {...live.device!, kind: 'remote', name: 'gpu1:8000', modelBytes: null} as const;
	const overview = toOverview({...live, device}, now);
	const text = draw(
		<DevicePanel overview={overview} columns={70} rows={9} isFocused={false} scroll={0} />,
	);

	expect(text).toContain('gpu1:8000');
	expect(text).toContain('memory not known');
	expect(text).toContain('3 of 8 under way, 41 answered, 0 failed');
	expect(text).not.toMatch(/load|MiB|GiB/v);
});
