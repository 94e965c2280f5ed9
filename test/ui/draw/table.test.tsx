import {expect, test} from 'vitest';
import {placeColumns, type Column} from '../../../src/ui/draw/table-layout.ts';
import Table, {type Row} from '../../../src/ui/draw/Table.tsx';
import {draw, expectSnapshots} from '../../helpers/screens/draw.tsx';

const columns: readonly Column[] = [
	{key: 'place', title: 'Place', align: 'right', priority: 3},
	{key: 'name', title: 'Name', width: 8, grow: 1, priority: 3},
	{key: 'points', title: 'Points', align: 'right', width: 8, priority: 2},
	{key: 'note', title: 'Note', width: 12, grow: 2, priority: 1},
	{key: 'since', title: 'Since', width: 14},
];

const rows: readonly Row[] = Array.from({length: 64}, (_, index) => ({
	id: `${index}`,
	cells: {
		place: `${index + 1}`,
		name: `name-${index}`,
		points: (index * 37.5).toFixed(1),
		note: index % 3 === 0 ? 'a note that is longer than its column' : 'short',
	},
	tone: index === 2 ? 'good' : undefined,
	disabled: index === 5 ? 'it is full' : undefined,
}));

const enabled = rows.map(({id, cells}): Row => ({id, cells}));

const linesOf = (table: React.ReactNode, width = 60) =>
	draw(table, {columns: width})
		.split('\n')
		.filter(line => line !== '');

test('the columns of the lowest priority go first, the right one of two alike', () => {
	const keysAt = (room: number) => placeColumns(columns, [], room).map(({key}) => key);

	expect(keysAt(55)).toEqual(['place', 'name', 'points', 'note', 'since']);
	expect(keysAt(54)).toEqual(['place', 'name', 'points', 'note']);
	expect(keysAt(38)).toEqual(['place', 'name', 'points']);
	expect(keysAt(24)).toEqual(['place', 'name']);
	expect(keysAt(14)).toEqual(['place']);
	expect(keysAt(1)).toEqual(['place']);
});

test('what is left over goes to the columns that grow, by their shares', () => {
	const placed = placeColumns(columns, [], 55 + 10);

	expect(placed.map(({width}) => width)).toEqual([5, 11, 8, 19, 14]);
});

test('a column without a width is as wide as its widest cell', () => {
	const [placed] = placeColumns([{key: 'a', title: 'A'}], [{a: 'four'}, {a: '日本語'}, {}], 20);

	expect(placed!.width).toBe(6);
});

test('numbers stand at the right, below their title', () => {
	const [titles, first] = linesOf(<Table columns={columns} rows={enabled} width={60} height={9} />);

	expect(titles!.indexOf('Points') + 'Points'.length).toBe(first!.indexOf('0.0') + '0.0'.length);
});

test('every row is exactly as wide as the table', () => {
	for (const width of [12, 30, 47, 60]) {
		const lines = linesOf(
			<Table columns={columns} rows={rows} selected={3} width={width} height={9} />,
			width,
		);

		expect(Math.max(...lines.map(line => line.length))).toBeLessThanOrEqual(width);
	}
});

test.each([
	[0, '1–8 of 64', '▸   1'],
	[4, '1–8 of 64', '▸   5'],
	[30, '27–34 of 64', '▸  31'],
	[63, '57–64 of 64', '▸  64'],
])('row %d is in sight when it is selected', (selected, range, row) => {
	const lines = linesOf(
		<Table columns={columns} rows={enabled} selected={selected} width={60} height={10} />,
	);

	expect(lines).toHaveLength(10);
	expect(lines.at(-1)).toBe(range);
	expect(lines.filter(line => line.startsWith('▸'))).toEqual([
		expect.stringMatching(new RegExp(`^${row.replaceAll(/\s+/gv, String.raw`\s+`)} `, 'v')),
	]);
});

test('a table that is not cut has no last row about it', () => {
	const text = draw(<Table columns={columns} rows={enabled.slice(0, 5)} width={60} height={6} />);

	expect(text).not.toContain('of 5');
	expect(text.split('\n')).toHaveLength(6);
	expect(text).toContain('name-4');
});

test('a disabled row is marked, and says why when it is selected', () => {
	const table = (selected: number) => (
		<Table columns={columns} rows={rows.slice(0, 6)} selected={selected} width={60} height={12} />
	);

	expect(linesOf(table(0)).at(-1)).toMatch(/^ {2}✖ /v);
	expect(draw(table(0))).not.toContain('it is full');
	expect(linesOf(table(5)).at(-2)).toMatch(/^▸ ✖ /v);
	expect(linesOf(table(5)).at(-1)).toBe('✖ it is full');
});

test('a table without rows says so', () => {
	expect(
		draw(<Table columns={columns} rows={[]} empty="Nobody is here." width={60} height={4} />),
	).toContain('Nobody is here.');
});

test('what others wrote in a cell stays in its cell', () => {
	const row = {id: '1', cells: {place: '1', name: 'a\nb\u{1B}[2Jc', points: '7'}};
	const lines = linesOf(<Table columns={columns} rows={[row]} width={60} height={3} />);

	expect(lines).toHaveLength(2);
	expect(lines[1]).toMatch(/^ +1 {2}a bc +7$/v);
});

test('tables look the same everywhere', () => {
	expectSnapshots(width => (
		<Table columns={columns} rows={rows} selected={5} width={width} height={9} />
	));
});
