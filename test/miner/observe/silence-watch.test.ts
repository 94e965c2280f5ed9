import {expect, onTestFinished, test} from 'vitest';
import {createQueryCounter} from '../../../src/miner/observe/query-counts.ts';
import {watchSilence} from '../../../src/miner/observe/silence-watch.ts';
import {createFakeClock} from '../../helpers/fake-clock.ts';

function watch() {
	const clock = createFakeClock(1_000_000);
	const counter = createQueryCounter({clock});
	const {problem, close} = watchSilence({counts: counter.state, clock});
	onTestFinished(close);
	return {
		clock,
		problem: problem.getSnapshot,
		/** Let so many seconds pass, with an answer or a refusal at the end of each `every`. */
		pass(seconds: number, outcome?: 'answer' | 'refusal', every = 1) {
			for (let second = 1; second <= seconds; second++) {
				clock.advance(1000);
				if (second % every > 0) {
					continue;
				}

				if (outcome === 'answer') {
					counter.countAnswer(4);
				} else if (outcome === 'refusal') {
					counter.countRefusal('not-found');
				}
			}
		},
	};
}

test('when only refusals are left of regular queries for a minute, that is a problem until the next answer', () => {
	const {pass, problem} = watch();
	pass(65, 'answer', 5);
	pass(55, 'refusal');
	expect(problem()).toBeUndefined();
	pass(10, 'refusal');
	expect(problem()).toBe(
		'Queries were answered regularly, but none is any more: all are refused, most as `not-found`',
	);
	pass(1, 'answer');
	expect(problem()).toBeUndefined();
});

test('a silence without refusals is no problem, nor is one of which the refusals are over', () => {
	const {pass, problem} = watch();
	pass(300, 'answer');
	pass(300);
	expect(problem()).toBeUndefined();
	pass(10, 'refusal');
	expect(problem()).toBeDefined();
	pass(65);
	expect(problem()).toBeUndefined();
});

test('validators that ask seldom are given twice their longest pause', () => {
	const {pass, problem} = watch();
	pass(1200, 'answer', 300);
	pass(600, 'refusal');
	expect(problem()).toBeUndefined();
	pass(10, 'refusal');
	expect(problem()).toBeDefined();
});

test('too few answers say nothing about the next', () => {
	const {pass, problem} = watch();
	pass(300, 'refusal');
	expect(problem()).toBeUndefined();
	pass(50, 'answer');
	pass(300, 'refusal');
	expect(problem()).toBeUndefined();
});
