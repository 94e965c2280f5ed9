import {expect, test} from 'vitest';
import {getStages} from '../../src/monitor/stages.ts';
import {createLiveMiner, hotkeyOf} from '../helpers/miner/live-miner.ts';

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

test('the words of each stage', () => {
	expect(getStages({subnet, activity, earnings})).toMatchSnapshot('at work');
	expect(getStages({})).toMatchSnapshot('nothing yet');
	expect(
		getStages(createLiveMiner({}, {activity: undefined, earnings: undefined})),
	).toMatchSnapshot('announced');
});

test.each([
	[0, 'part', '; scored by none'],
	[1, 'done', '; scored by 1'],
	[2, 'done', '; scored by 2'],
])('of weights it is told how many give: %i', (givers, progress, words) => {
	const weightsOnUs = Array.from({length: 3}, (_, uid) => ({
		...subnet!.weightsOnUs[0]!,
		uid,
		share: uid < givers ? 0.1 : 0,
	}));
	const stage = getStages({
		subnet: {...subnet!, weightsOnUs},
		activity: {...activity!, lastReveal: null},
	})[1];

	expect(stage).toMatchObject({progress, detail: expect.stringContaining(words)});
});

test('of weights and a reveal the later is told, of both at once the reveal', () => {
	const {lastWeights, lastReveal} = activity!;
	const whatOf = (weightsAt: number, revealAt: number) =>
		getStages({
			subnet,
			activity: {
				...activity!,
				lastWeights: {...lastWeights!, at: weightsAt},
				lastReveal: {...lastReveal!, at: revealAt},
			},
		})[1]!.what;

	expect(whatOf(6, 5)).toMatch(/weights/v);
	expect(whatOf(5, 5)).toMatch(/^incentive/v);
	expect(getStages({subnet, activity: {...activity!, lastWeights: null}})[1]!.what).toMatch(
		/^incentive/v,
	);
});

test('an incentive that fell is told so, with what it was', () => {
	const lastReveal = {
		...activity!.lastReveal!,
		incentiveBefore: 65_535,
		incentiveAfter: 0,
		block: 7,
	};
	const stage = getStages({subnet, activity: {...activity!, lastReveal, lastWeights: null}})[1];

	expect(stage).toMatchObject({
		what: 'incentive down to 0.0000',
		detail: 'from 1.0000, in block 7',
	});
});

test('a ledger in which the stake never rose tells of no reward', () => {
	const samples = [5n, 5n, 3n].map((alpha, index) => ({
		...earnings!.samples[0]!,
		block: index,
		alpha,
	}));
	const stage = getStages({earnings: {...earnings!, samples}})[2];

	expect(stage).toMatchObject({progress: 'none', at: undefined});
});

test('a reward from before the miner was started is known from the ledger', () => {
	const stage = getStages({earnings, activity: {...activity!, lastReward: null}})[2];

	expect(stage).toMatchObject({progress: 'done', what: '1.1581 alpha', detail: 'by block 4211700'});
});
