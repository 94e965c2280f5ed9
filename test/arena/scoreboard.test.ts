import {expect, test} from 'vitest';
import {createScoreboard} from '../../src/arena/scoreboard.ts';

test('the first scores count alike', () => {
	const board = createScoreboard({share: 0.1});
	for (const score of [1, 0, 0.5]) {
		board.add('a', score);
	}

	expect(board.average('a')).toBeCloseTo(0.5);
});

test('old scores fade', () => {
	const board = createScoreboard({share: 0.1});
	for (let index = 0; index < 100; index++) {
		board.add('a', 0);
	}

	board.add('a', 1);
	expect(board.average('a')).toBeCloseTo(0.1);
});

test('who was never asked, or has left, has no score', () => {
	const board = createScoreboard();
	board.add('a', 1);
	board.add('b', 1);
	board.keep(new Set(['b']));

	expect(['a', 'b', 'c'].map(hotkey => board.average(hotkey))).toEqual([0, 1, 0]);
});
