import {expect, test} from 'vitest';
import {getSpan, toColumns} from '../../../../src/screens/monitor/panels/columns.ts';

const stepMs = 2000;
const samples = Array.from({length: 300}, (_, index) => index);
const draw = (
	end: number,
	width: number,
	glyphs: 'ascii' | 'braille' = 'braille',
	values: readonly number[] = samples,
) => toColumns(values, {stepMs, end, width, glyphs});

test('ten minutes span the width, a column the mean of its steps', () => {
	const columns = draw(600_000, 10);

	expect(columns).toHaveLength(20);
	expect(columns[0]).toBe(7);
	expect(columns.at(-1)).toBe(292);
});

test('a terminal without braille has a column a cell', () => {
	expect(draw(600_000, 10, 'ascii')).toHaveLength(10);
});

test('between two moves the columns are the same, and a move is one whole cell', () => {
	// A cell is two columns of fifteen steps: a minute.
	const shapes = new Set<string>();
	for (let end = 600_000; end < 720_000; end += stepMs) {
		const values = samples.map(index => Math.floor((end / stepMs + index) / 15));
		shapes.add(JSON.stringify(draw(end, 10, 'braille', values)));
	}

	// A new column, then the second of its cell, and again.
	expect(shapes.size).toBeLessThanOrEqual(5);
});

test('a clock that is a little off moves nothing', () => {
	expect(draw(600_400, 10)).toEqual(draw(599_600, 10));
});

test('what was not measured is a gap, at the left of a young history too', () => {
	const columns = toColumns([null, null, 4, null], {
		stepMs,
		end: 600_000,
		width: 150,
		glyphs: 'braille',
	});

	expect(columns.slice(-4)).toEqual([undefined, undefined, 4, undefined]);
	expect(columns[0]).toBeUndefined();
});

test('a graph says how far it looks back', () => {
	expect(getSpan(stepMs, 150, 'braille')).toBe(600_000);
	expect(getSpan(stepMs, 130, 'braille')).toBe(520_000);
	expect(getSpan(stepMs, 10, 'ascii')).toBe(600_000);
});
