import {expect, test, vi} from 'vitest';
import {type Step, type StepEvent, takeSteps} from '../../src/onboarding/step.ts';

type Walk = {readonly done: string[]};

const step = (id: string, run?: () => void): Step<Walk> => ({
	id,
	title: id,
	isMet: async ({done}) => (done.includes(id) ? {said: 'already'} : undefined),
	async run({done}) {
		run?.();
		done.push(id);
		return {said: 'done now'};
	},
});

const {signal} = new AbortController();

test('steps that are met are left out, and said', async () => {
	const walk = {done: ['b']};
	const events: StepEvent[] = [];
	await takeSteps([step('a'), step('b'), step('c')], walk, {
		signal,
		now: () => 0,
		onEvent(event) {
			events.push(event);
		},
	});

	expect(walk.done).toEqual(['b', 'a', 'c']);
	expect(
		events.filter(({kind}) => kind !== 'started').map(({step: id, kind}) => [id, kind]),
	).toEqual([
		['a', 'done'],
		['b', 'met'],
		['c', 'done'],
	]);
});

test('a walk that failed goes on where it stopped', async () => {
	const walk: Walk = {done: []};
	const run = vi.fn().mockImplementationOnce(() => {
		throw new Error('no funds');
	});
	const steps = [step('a'), step('b', run)];

	await expect(takeSteps(steps, walk, {signal})).rejects.toThrow('no funds');
	expect(walk.done).toEqual(['a']);
	await takeSteps(steps, walk, {signal});
	expect(walk.done).toEqual(['a', 'b']);
});

test('an aborted walk takes no further step', async () => {
	const controller = new AbortController();
	const walk: Walk = {done: []};
	const steps = [
		step('a', () => {
			controller.abort();
		}),
		step('b'),
	];

	await expect(takeSteps(steps, walk, {signal: controller.signal})).rejects.toThrow();
	expect(walk.done).toEqual(['a']);
});
