import {expect, test} from 'vitest';
import {getStages} from '../../src/monitor/stages.ts';
import {createLiveMiner, hotkeyOf} from '../helpers/live-miner.ts';

const {subnet, activity, earnings} = createLiveMiner();

test('the stages tell the last event of each', () => {
	expect(
		getStages({subnet, activity, earnings}).map(({progress, what}) => [progress, what]),
	).toEqual([
		['done', 'answered in 4.2 ms'],
		['done', 'UID 2 set weights'],
		['done', '1.1581 alpha'],
	]);
});

test('stages in which nothing happened say what is waited for', () => {
	const stages = getStages({});

	expect(stages.map(({progress, at}) => [progress, at])).toEqual(
		Array.from({length: 3}, () => ['none', undefined]),
	);
	expect(stages[2]!.detail).toContain('about 2 epochs');
});

test('a refusal and a reveal are told as what they are', () => {
	const stages = getStages({
		subnet,
		activity: {
			...activity!,
			lastQuery: {at: 1, hotkey: hotkeyOf(99), milliseconds: 1, outcome: 'no-permit'},
			lastReveal: {...activity!.lastReveal!, at: Infinity},
		},
	});

	expect(stages.map(({progress, what}) => [progress, what]).slice(0, 2)).toEqual([
		['part', 'refused a stranger: no-permit'],
		['done', 'incentive up to 0.0234'],
	]);
});

test('a reward from before the miner was started is known from the ledger', () => {
	const stage = getStages({earnings, activity: {...activity!, lastReward: null}})[2];

	expect(stage).toMatchObject({progress: 'done', what: '1.1581 alpha', detail: 'by block 4211700'});
});
