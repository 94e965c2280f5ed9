import {expect, test} from 'vitest';
import {
	layOut,
	type LayoutOptions,
	type Placement,
	leastForPanels,
} from '../../../src/screens/monitor/layout.ts';

const place = (columns: number, rows: number, options: Partial<LayoutOptions> = {}) =>
	layOut({columns, rows}, {alertRows: 0, ...options});

const panelsOf = (placements: readonly Placement[]) => placements.map(({panel}) => panel);

/** How often each cell is taken. */
function countCells(placements: readonly Placement[], columns: number, rows: number) {
	const cells = Array.from({length: rows}, () => Array.from({length: columns}, () => 0));
	for (const {left, top, columns: width, rows: height} of placements) {
		for (let row = top; row < top + height; row++) {
			for (let column = left; column < left + width; column++) {
				cells[row]![column]! += 1;
			}
		}
	}

	return new Set(cells.flat());
}

test('the panels fill any size without a gap and without an overlap', () => {
	for (const columns of [60, 79, 80, 81, 109, 110, 120, 159, 160, 200, 313]) {
		for (const rows of [14, 17, 18, 22, 23, 38, 43, 44, 58, 90]) {
			for (const alertRows of [0, 3, 5]) {
				expect(countCells(place(columns, rows, {alertRows}), columns, rows)).toEqual(new Set([1]));
			}
		}
	}
});

test('a small terminal has the essentials only', () => {
	expect(panelsOf(place(60, 14))).toEqual(['summary']);
	expect(panelsOf(place(200, 14))).toEqual(['summary']);
});

test('80 by 24 has all panels, and of the log the last line', () => {
	expect(panelsOf(place(80, 22))).toEqual([
		'device',
		'queries',
		'clocks',
		'rank',
		'earnings',
		'slot',
		'stages',
		'validators',
		'last-line',
	]);
	expect(place(80, 22).at(-1)).toMatchObject({left: 0, top: 21, columns: 80, rows: 1});
});

test('the last line of the log goes before the panels have to do without a row', () => {
	const rowsOf = (rows: number, name: string) =>
		place(80, rows).find(({panel}) => panel === name)?.rows;

	expect(rowsOf(22, 'last-line')).toBe(1);
	expect(rowsOf(22, 'stages')).toBe(8);
	expect(rowsOf(20, 'last-line')).toBeUndefined();
	expect(rowsOf(20, 'stages')).toBe(8);
	expect(panelsOf(place(80, 23))).toContain('log');
	expect(panelsOf(place(80, 23))).not.toContain('last-line');
});

test.each([
	[80, 38],
	[120, 38],
	[200, 58],
])('%i columns and %i rows have all panels and the log', (columns, rows) => {
	expect(panelsOf(place(columns, rows)).toSorted()).toEqual([
		'clocks',
		'device',
		'earnings',
		'log',
		'queries',
		'rank',
		'slot',
		'stages',
		'validators',
	]);
});

test('much room goes to the log, the validators and a column of neighbors', () => {
	const placements = place(200, 58);
	const rowsOf = (name: string) => placements.find(({panel}) => panel === name)!.rows;

	expect(rowsOf('rank')).toBeGreaterThan(40);
	expect(rowsOf('log')).toBeGreaterThan(25);
	expect(rowsOf('validators')).toBe(rowsOf('log'));
});

test('alerts push panels out and never the alerts', () => {
	expect(place(80, 22, {alertRows: 5})[0]).toMatchObject({panel: 'alerts', top: 0, rows: 5});
	expect(panelsOf(place(80, 22, {alertRows: 22 - leastForPanels}))).toContain('rank');
	expect(panelsOf(place(80, 22, {alertRows: 23 - leastForPanels}))).not.toContain('rank');
});

test('a panel that is shown alone has all the room, below the alerts', () => {
	expect(place(80, 22, {alertRows: 3, focus: 'log'})).toEqual([
		{panel: 'alerts', left: 0, top: 0, columns: 80, rows: 3},
		{panel: 'log', left: 0, top: 3, columns: 80, rows: 19},
	]);
	expect(place(80, 22, {alertRows: 3, focus: 'alerts'})).toEqual([
		{panel: 'alerts', left: 0, top: 0, columns: 80, rows: 22},
	]);
});
