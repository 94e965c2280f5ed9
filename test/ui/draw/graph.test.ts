import {expect, test} from 'vitest';
import {drawGraph, type GraphOptions, type Sample} from '../../../src/ui/draw/graph.ts';

const line = (values: readonly Sample[], options: Partial<GraphOptions> = {}) =>
	drawGraph(values, {width: 4, height: 1, max: 4, glyphs: 'braille', ...options})[0]!;

test('a braille cell holds two samples, each up to four dots high', () => {
	expect(line([1, 2, 3, 4], {width: 2})).toBe('⣠⣾');
	expect(line([0, 4, 4, 0], {width: 2})).toBe('⢸⡇');
	expect(line([4, 0], {width: 1})).toBe('⡇');
});

test('every pair of heights has its own cell', () => {
	const heights = [0, 1, 2, 3, 4];
	const cells = heights.flatMap(left => heights.map(right => line([left, right], {width: 1})));

	expect(cells.join('')).toBe(' ⢀⢠⢰⢸⡀⣀⣠⣰⣸⡄⣄⣤⣴⣼⡆⣆⣦⣶⣾⡇⣇⣧⣷⣿');
});

test('the newest value stands at the right, and what is older than the width is left out', () => {
	expect(line([4, 4, 4, 4, 4, 4, 4, 4, 0, 1])).toBe('⣿⣿⣿⢀');
	expect(line([4])).toBe('   ⢸');
	expect(line([9, 9, 1, 2, 3, 4], {glyphs: 'ascii'})).toBe('.:|#');
});

test('blocks tell eight heights apart, and ASCII four', () => {
	const values = [0, 1, 2, 3, 4, 5, 6, 7, 8];

	expect(line(values, {glyphs: 'block', width: 9, max: 8})).toBe(' ▁▂▃▄▅▆▇█');
	expect(line(values, {glyphs: 'ascii', width: 9, max: 8})).toBe(' ..::||##');
});

test.each(['braille', 'block', 'ascii'] as const)(
	'the least that is above zero shows in %s, and zero does not',
	glyphs => {
		expect(line([0.000001, 0.000001], {glyphs, width: 1}).trim()).not.toBe('');
		expect(line([0, 0], {glyphs, width: 1})).toBe(' ');
	},
);

test('a value that was not measured is a gap', () => {
	expect(line([4, undefined, 4, 4], {width: 2})).toBe('⡇⣿');
	expect(line([4, NaN, 4, 4], {width: 2})).toBe('⡇⣿');
	expect(line([4, undefined, 4], {glyphs: 'block', width: 3})).toBe('█ █');
});

test('a value spreads over the rows from the bottom', () => {
	const rows = drawGraph([1, 4, 6, 8], {width: 2, height: 2, max: 8, glyphs: 'braille'});

	expect(rows).toEqual([' ⣼', '⣸⣿']);
	expect(drawGraph([1, 5, 12], {width: 3, height: 3, max: 12, glyphs: 'ascii'})).toEqual([
		'  #',
		' .#',
		'.##',
	]);
});

test('a value beyond the top fills the column and no more', () => {
	expect(line([400, Infinity], {width: 1})).toBe('⣿');
});

test('a negative value is drawn as zero', () => {
	expect(line([-5, 4], {width: 1})).toBe('⢸');
});

test('a graph without any value is blank, and as large as any', () => {
	expect(drawGraph([], {width: 3, height: 2, max: 0, glyphs: 'braille'})).toEqual([
		' '.repeat(3),
		' '.repeat(3),
	]);
});

test('a graph that knows the number of its newest value moves by whole cells', () => {
	const drawn = [4, 5, 6, 7, 8].map(newest => {
		const values = Array.from({length: 9}, (_, index) => ((newest - 8 + index) % 3) + 2);
		return line(values, {newest});
	});

	expect(drawn[1]!.slice(0, 3)).toBe(drawn[0]!.slice(0, 3));
	expect(drawn[3]!.slice(0, 3)).toBe(drawn[2]!.slice(0, 3));
	expect(drawn[2]!.slice(0, 3)).toBe(drawn[1]!.slice(1));
	expect(drawn[0]!.at(-1)).not.toBe(drawn[1]!.at(-1));
	expect(line([1, 2, 3, 4], {glyphs: 'ascii', newest: 7})).toBe('.:|#');
});
