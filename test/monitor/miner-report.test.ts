import {expect, test} from 'vitest';
import {describeEvents, describeMiner} from '../../src/monitor/miner-report.ts';
import {createLiveMiner, hotkeyOf} from '../helpers/miner/live-miner.ts';

const {state, ...live} = createLiveMiner();
const queries = (answered: number, refused: number) => ({
	...state!,
	queries: {...state!.queries, answered, refused},
});

test('a minute is told by what came in it, and by how the miner stands', () => {
	const now = {...queries(131, 3), rank: 2, miners: 60, incentive: 6553};

	expect(describeMiner(queries(101, 1), now, {seconds: 60})).toBe(
		`Answered 30 (0.5/s), refused 2; p50 ${state!.latencyMs.p50!.toFixed(1)} ms; rank 2 of 60, incentive 0.1000`,
	);
});

test('the first minute begins with the miner, which may have no rank and no answer yet', () => {
	const now = {...queries(0, 0), rank: null, latencyMs: {p50: null, p95: null, p99: null}};

	expect(describeMiner(undefined, now, {seconds: 60})).toMatch(
		/^Answered 0 \(0\.0\/s\), refused 0; p50 -; rank none of 60, /v,
	);
});

test.each([
	// The miners counted are those without a permit, so one with a permit comes in addition.
	[{rank: null, validatorPermit: true}, 'none: has a validator permit'],
	[{rank: 61, validatorPermit: true}, '61 of 61'],
	[{rank: 60, validatorPermit: false}, '60 of 60'],
	[{rank: null, validatorPermit: false, miners: 0, block: null}, 'unknown yet'],
])('a rank of %j says why there is none', (standing, said) => {
	const now = {...state!, miners: 60, incentive: 0, ...standing};

	expect(describeMiner(undefined, now, {seconds: 60})).toMatch(
		new RegExp(String.raw`; rank ${said}, incentive 0\.0000$`, 'v'),
	);
});

const activity = live.activity!;
const [first, ...others] = activity.validators;

test('whoever asks for the first time is told of once', () => {
	const before = {...live, activity: {...activity, validators: others}};

	expect(describeEvents(before, live)).toEqual([
		`First query from the validator with UID ${first!.uid}, ${first!.hotkey}`,
	]);
	expect(describeEvents(live, live)).toEqual([]);
});

test('a caller that is welcome without a UID is told of too', () => {
	const stranger = {...first!, uid: null, hotkey: hotkeyOf(99)};
	const now = {...live, activity: {...activity, validators: [...activity.validators, stranger]}};

	expect(describeEvents(live, now)).toEqual([
		`First query from a caller without a UID, ${stranger.hotkey}`,
	]);
});

test('a change of incentive and a reward are told of with their block', () => {
	const lastReveal = {block: 7, at: 0, incentiveBefore: 0, incentiveAfter: 6553};
	const lastReward = {block: 8, at: 0, since: null, alpha: 1_500_000_000n, tao: 75_000_000n};
	const now = {...live, activity: {...activity, lastReveal, lastReward}};

	expect(describeEvents(live, now)).toEqual([
		'The incentive went from 0.0000 to 0.1000 in block 7',
		'Paid 1.5 alpha, worth 0.0750 TAO, in block 8',
	]);
});

test('a reward of several epochs is not told as that of one', () => {
	const lastReward = {block: 80, at: 0, since: 20, alpha: 12_500_000_000n, tao: 75_000_000n};
	const now = {...live, activity: {...activity, lastReward}};

	expect(describeEvents(live, now)).toEqual([
		'Paid 12.5 alpha, worth 0.0750 TAO, in the epochs since block 20',
	]);
});

test('a miner that falls silent is told of, and that it speaks again', () => {
	const silent = {...live, link: 'silent'} as const;

	expect(describeEvents(live, silent)).toEqual([expect.stringContaining('stopped reporting')]);
	expect(describeEvents(silent, live)).toEqual(['The miner is reporting again']);
	expect(describeEvents({...live, link: 'connecting'}, live)).toEqual([]);
});
