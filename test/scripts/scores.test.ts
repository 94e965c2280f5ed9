import path from 'node:path';
import {expect, test} from 'vitest';
import {formatScores, toScores} from '../../scripts/mutate/scores.ts';

const mutants = [
	{fileName: path.resolve('src/gpu/queue.ts'), status: 'Killed'},
	{fileName: path.resolve('src/gpu/queue.ts'), status: 'Timeout'},
	{fileName: path.resolve('src/gpu/queue.ts'), status: 'Survived'},
	{fileName: path.resolve('src/gpu/engine.ts'), status: 'NoCoverage'},
	{fileName: path.resolve('src/gpu/engine.ts'), status: 'CompileError'},
	{fileName: path.resolve('src/miner/front/admission.ts'), status: 'Killed'},
] as const;

test('a fault that no test came past counts like one that survived', () => {
	expect(toScores(mutants).files).toEqual([
		{name: 'gpu/engine.ts', noticed: 0, survived: 1, percent: 0},
		{name: 'gpu/queue.ts', noticed: 2, survived: 1, percent: 200 / 3},
		{name: 'miner/front/admission.ts', noticed: 1, survived: 0, percent: 100},
	]);
});

test('the files of a room are counted together', () => {
	expect(toScores(mutants).rooms).toEqual([
		{name: 'gpu', noticed: 2, survived: 2, percent: 50},
		{name: 'miner', noticed: 1, survived: 0, percent: 100},
	]);
});

test('a score is a line', () => {
	expect(formatScores(toScores(mutants).rooms).split('\n', 1)[0]).toMatch(
		/^gpu +50\.0 % {2}2 noticed, 2 survived$/v,
	);
});
