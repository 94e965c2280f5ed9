import {expect, test} from 'vitest';
import {createRandom} from '../../../src/support/random.ts';
import {kinds} from '../../../src/tasks/text/world/kinds.ts';
import {readAnswers} from './reader/read-answers.ts';
import {sentences as tellings} from './reader/read-sentence.ts';

const count = 400;
const stories = new Map(
	kinds.map(({name, draw}) => [
		name,
		Array.from({length: count}, (_, seed) => draw(createRandom(seed))),
	]),
);
const names = kinds.map(({name}) => name);
const all = names.flatMap(name => stories.get(name)!);

test.each(names)('whoever reads a story of `%s` finds its answer and no other', name => {
	for (const {sentences, question, answer} of stories.get(name)!) {
		const story = `${sentences.join(' ')} ${question}`;

		expect(readAnswers(sentences, question), story).toEqual([answer]);
	}
});

test.each(names)(
	'a story of `%s` has 4 to 14 sentences, and an answer of one or two words',
	name => {
		for (const {sentences, answer} of stories.get(name)!) {
			expect(sentences.length).toBeGreaterThanOrEqual(4);
			expect(sentences.length).toBeLessThanOrEqual(14);
			expect(answer).toMatch(/^[A-Za-z]+(?: [a-z]+)?$/v);
		}
	},
);

test.each(names)(
	'no two stories of `%s` are the same, and the same numbers tell the same',
	name => {
		const told = stories.get(name)!.map(({sentences}) => sentences.join(' '));
		const kind = kinds.find(other => other.name === name)!;

		expect(new Set(told).size).toBe(count);
		expect(kind.draw(createRandom(7))).toEqual(stories.get(name)![7]);
	},
);

test('the shares of the kinds add up to 100 %', () => {
	expect(kinds.reduce((sum, {weight}) => sum + weight, 0)).toBe(100);
});

test('stories use all of their ways to tell something', () => {
	const told = all.flatMap(({sentences}) => sentences);
	for (const {pattern} of tellings) {
		expect(
			told.some(sentence => pattern.test(sentence)),
			String(pattern),
		).toBe(true);
	}
});

test('a small model can learn the words: there are fewer than 200, and each is used', () => {
	const words = Map.groupBy(
		all.flatMap(({sentences, question, answer}) =>
			[...sentences, question, answer]
				.join(' ')
				.toLowerCase()
				.match(/[a-z]+/gv)!,
		),
		word => word,
	);

	expect(words.size).toBeGreaterThan(150);
	expect(words.size).toBeLessThan(200);
	expect(Math.min(...Array.from(words, ([, uses]) => uses.length))).toBeGreaterThan(1);
});

test.each(['presence', 'together', 'possession'])(
	'yes and no are about as frequent in `%s`',
	name => {
		const yes = stories.get(name)!.filter(({answer}) => answer === 'yes');

		expect(yes.length / count).toBeGreaterThan(0.4);
		expect(yes.length / count).toBeLessThan(0.6);
	},
);

test.each([
	['place', 0.1],
	['company', 0.1],
	['thing', 0.1],
	['earlier', 0.1],
	['holder', 0.1],
	['held', 0.05],
	['number', 0.4],
	['gift', 0.1],
	['visits', 0.1],
	['counts', 0.15],
])('to answer `%s` always alike is right in less than %d', (name, share) => {
	const answers = Map.groupBy(stories.get(name)!, ({answer}) => answer);
	const most = Math.max(...Array.from(answers, ([, alike]) => alike.length));

	expect(most / count).toBeLessThan(share);
});

test.each([
	['place', 0.6],
	['thing', 0.6],
	['earlier', 0.35],
	['visits', 0.35],
])('the place named last answers `%s` in less than %d', (name, share) => {
	const right = stories.get(name)!.filter(({sentences, answer}) => {
		const named = sentences.join(' ').match(/(?<=(?:in|to) the )[a-z]+(?: room)?/gv)!;
		return named.at(-1) === answer;
	});

	expect(right.length / count).toBeLessThan(share);
});
