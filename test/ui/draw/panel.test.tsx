import {Text} from 'ink';
import {expect, test} from 'vitest';
import Facts from '../../../src/ui/draw/Facts.tsx';
import Lines from '../../../src/ui/draw/Lines.tsx';
import Panel from '../../../src/ui/draw/Panel.tsx';
import {splitLength} from '../../../src/ui/terminal/size.ts';
import {draw, expectSnapshots} from '../../helpers/screens/draw.tsx';

const numbered = (count: number) =>
	Array.from({length: count}, (_, index) => ({id: index, text: `line ${index + 1}`}));

test('a panel has exactly its size, however much is inside', () => {
	for (const count of [0, 3, 40]) {
		const lines = draw(
			<Panel title="Log" width={30} height={6}>
				{numbered(count).map(({id, text}) => (
					<Text key={id}>{`${text} ${'x'.repeat(40)}`}</Text>
				))}
			</Panel>,
		).split('\n');

		expect(lines).toHaveLength(6);
		expect(lines.map(line => line.length)).toEqual(lines.map(() => 30));
		expect(lines[0]).toBe('╭─ Log ──────────────────────╮');
		expect(lines[5]).toBe('╰────────────────────────────╯');
	}
});

test('too many rows are cut off at the end and not squeezed', () => {
	const text = draw(
		<Panel title="Log" width={20} height={4}>
			<Text>one</Text>
			<Text>two</Text>
			<Text>three</Text>
		</Panel>,
	);

	expect(text).toMatch(/one.*\n.*two/v);
	expect(text).not.toContain('three');
});

test.each([
	[40, '╭─ [2] Requests ────────── top 200/s ─╮'],
	[30, '╭─ [2] Requests ─ top 200/s ─╮'],
	[29, '╭─ [2] Requests ────────────╮'],
	[16, '╭─ [2] Reque… ─╮'],
])('at %d columns the title gives way to the border', (width, title) => {
	const [line] = draw(
		<Panel title="Requests" note="top 200/s" hotkey="2" width={width} height={3} />,
	).split('\n', 1);

	expect(line).toHaveLength(width);
	expect(line!.replaceAll('─', '')).toBe(title.replaceAll('─', ''));
});

test('a panel that has the keyboard is drawn with another line', () => {
	const panel = (isFocused: boolean) => (
		<Panel title="Log" width={20} height={3} isFocused={isFocused} />
	);

	expect(draw(panel(true))).toContain('┏━ Log ━');
	expect(draw(panel(false))).toContain('╭─ Log ─');
});

test('values stand below each other, cut where the room ends', () => {
	const facts = [
		{name: 'Name', value: 'rig-1'},
		{name: 'Address', value: 'x'.repeat(40)},
	];

	expect(draw(<Facts facts={facts} width={20} />)).toBe(
		`Name     rig-1\nAddress  ${'x'.repeat(10)}…`,
	);
});

test('a log shows its newest lines', () => {
	const text = draw(<Lines lines={numbered(9)} width={20} height={3} />);

	expect(text).toBe('line 7\nline 8\nline 9');
});

test('a log that is looked back in says how much is newer, and stops at its start', () => {
	const back = (count: number) =>
		draw(<Lines lines={numbered(9)} back={count} width={20} height={3} />);

	expect(back(1)).toBe('line 7\nline 8\n↓ 1 newer');
	expect(back(7)).toBe('line 1\nline 2\n↓ 7 newer');
	expect(back(99)).toBe('line 1\nline 2\n↓ 7 newer');
});

test('a short log starts at the top', () => {
	expect(draw(<Lines lines={numbered(1)} back={5} width={20} height={3} />)).toBe('line 1\n\n');
	expect(draw(<Lines lines={[]} width={20} height={2} />)).toBe('Nothing here yet.\n');
});

test('parts add up to the whole', () => {
	expect(splitLength(80, [2, 1])).toEqual([53, 27]);
	for (let length = 0; length < 200; length++) {
		expect(splitLength(length, [3, 1, 2]).reduce((sum, part) => sum + part, 0)).toBe(length);
	}
});

test('panels look the same everywhere', () => {
	expectSnapshots(width => (
		<>
			<Panel title="Machine" note="now" hotkey="1" width={width} height={5}>
				<Facts
					facts={[
						{name: 'Name', value: 'rig-1'},
						{name: 'State', value: 'on', tone: 'good'},
					]}
					width={width - 4}
				/>
			</Panel>
			<Panel isFocused title="Log" hotkey="2" width={width} height={5}>
				<Lines lines={numbered(9)} back={2} width={width - 4} height={3} />
			</Panel>
		</>
	));
});
