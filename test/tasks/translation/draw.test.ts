import {expect, test} from 'vitest';
import {createRandom} from '../../../src/support/random.ts';
import {drawHeldOut, drawTraining} from '../../../src/tasks/translation/grammar/draw-pairs.ts';
import {drawSentence} from '../../../src/tasks/translation/grammar/draw-sentences.ts';
import {createDrawer} from '../../../src/tasks/translation/grammar/drawer.ts';
import type {Clause} from '../../../src/tasks/translation/grammar/sentence.ts';
import {getSplit} from '../../../src/tasks/translation/grammar/split.ts';
import {getWord} from '../../helpers/translation/esperanto-phrases.ts';
import {readEsperanto} from '../../helpers/translation/esperanto-sentences.ts';

const draw = (from: typeof drawTraining, {seed = 1, count = 1500} = {}) => {
	const random = createRandom(seed);
	return Array.from({length: count}, () => from(random));
};

const training = draw(drawTraining);
const heldOut = draw(drawHeldOut);
const trees = (() => {
	const drawer = createDrawer(createRandom(4), 'training');
	return Array.from({length: 2500}, () => drawSentence(drawer));
})();

const clauses: readonly Clause[] = trees.flatMap(sentence => {
	if (sentence.form === 'joined') {
		return [sentence.first, sentence.second];
	}

	return sentence.form === 'there' ? [] : [sentence.clause];
});

test.each([
	['training', training],
	['held-out', heldOut],
])('a second reader translates each %s sentence to the same English', (_name, pairs) => {
	for (const {english, esperanto, combinations} of pairs) {
		const read = readEsperanto(esperanto);
		expect(read.english).toBe(english);
		expect(read.combinations.toSorted()).toEqual(combinations.toSorted());
	}
});

test('no sentence in one language has two translations', () => {
	const pairs = [...training, ...heldOut];
	const english = new Map(pairs.map(pair => [pair.english, pair.esperanto]));
	const esperanto = new Map(pairs.map(pair => [pair.esperanto, pair.english]));

	for (const pair of pairs) {
		expect(english.get(pair.english)).toBe(pair.esperanto);
		expect(esperanto.get(pair.esperanto)).toBe(pair.english);
	}
});

test('what validators ask about holds combinations that are never drawn for training', () => {
	const toSplits = ({combinations}: {readonly combinations: readonly string[]}) =>
		combinations.map(combination => {
			const [word = '', noun = ''] = combination.split(' ', 2);
			return getSplit(getWord(word)!, getWord(noun)!);
		});

	expect(new Set(training.flatMap(pair => toSplits(pair)))).toEqual(new Set(['training']));
	for (const pair of heldOut) {
		expect(new Set(toSplits(pair))).toEqual(new Set(['held-out']));
	}

	const known = new Set(training.flatMap(({combinations}) => combinations));
	expect(known.size).toBeGreaterThan(1500);
	expect(heldOut.flatMap(({combinations}) => combinations).filter(each => known.has(each))).toEqual(
		[],
	);
});

test('the same random numbers draw the same sentences', () => {
	expect(draw(drawHeldOut, {seed: 9, count: 50})).toEqual(draw(drawHeldOut, {seed: 9, count: 50}));
	expect(draw(drawHeldOut, {seed: 9, count: 50})).not.toEqual(
		draw(drawHeldOut, {seed: 10, count: 50}),
	);
});

test('hardly any sentence is drawn twice, and none is too long for a question', () => {
	expect(new Set(heldOut.map(({english}) => english)).size).toBeGreaterThan(1480);
	for (const {english, esperanto} of [...training, ...heldOut]) {
		expect(english).toMatch(/^[A-Z][ ',\-A-Za-zâé]+[!.?]$/v);
		expect(esperanto).toMatch(/^[A-ZĈĜĤĴŜŬ][ ,a-zĉĝĥĵŝŭ]+[!.?]$/v);
		expect(Math.max(english.length, esperanto.length)).toBeLessThan(500);
	}
});

test('every construction is drawn, and in every tense', () => {
	expect(new Set(trees.map(({form}) => form))).toEqual(
		new Set([
			'statement',
			'question',
			'asked',
			'who',
			'what',
			'order',
			'there',
			'reported',
			'joined',
		]),
	);
	expect(new Set(clauses.map(({predicate}) => predicate.form))).toEqual(
		new Set(['act', 'quality', 'comparison', 'identity', 'location']),
	);
	expect(new Set(clauses.map(({tense, isNegative}) => `${tense} ${isNegative}`)).size).toBe(6);
	expect(
		new Set(clauses.map(({modal}) => (typeof modal === 'object' ? modal.english : modal))),
	).toEqual(new Set([undefined, 'can', 'must', 'want', 'try', 'hope', 'refuse', 'decide']));
	expect(new Set(clauses.map(({frequency}) => frequency?.english)).size).toBe(7);
	expect(new Set(clauses.flatMap(({adverbs}) => adverbs.flatMap(({kinds}) => kinds)))).toEqual(
		new Set(['manner', 'past', 'future']),
	);
	expect(
		new Set(clauses.flatMap(({places}) => places.map(({preposition}) => preposition.english))).size,
	).toBe(18);
});

test('hardly a word of the lexicon is never drawn', () => {
	const drawn = draw(drawTraining, {seed: 2, count: 5000})
		.map(({english}) => english)
		.join(' ');
	const words = new Set(drawn.toLowerCase().match(/[a-zâé]+/gv));

	expect(words.size).toBeGreaterThan(3000);
});

test('what English would not say is not drawn', () => {
	for (const clause of clauses) {
		const {tense, isNegative, frequency, modal, adverbs, predicate, subject} = clause;
		const time = adverbs.filter(({kinds}) => kinds.includes('past') || kinds.includes('future'));

		// “Must not” and “had to”.
		expect(modal === 'must' && (isNegative || tense !== 'present')).toBe(false);
		// “Never not”, “not sometimes”.
		expect(isNegative && ['never', 'sometimes', 'rarely'].includes(frequency?.english ?? '')).toBe(
			false,
		);
		// “Yesterday it sleeps”, “yesterday it always slept”.
		expect(time.every(({kinds}) => kinds.includes(tense))).toBe(true);
		expect(time.length > 0 && frequency !== undefined).toBe(false);
		// “You are tired” is one or many.
		const isYou = subject.form === 'pronoun' && subject.pronoun === 'you';
		expect(isYou && ['quality', 'comparison', 'identity'].includes(predicate.form)).toBe(false);
		// “The house is wooden” may pass, “the hand is left” does not.
		expect(predicate.form === 'quality' && predicate.adjective.isAttributive).toBe(false);
	}
});

test('nobody asks whether something must be, or where it is not', () => {
	const asked = trees.filter(sentence => sentence.form === 'asked');
	const questions = trees.flatMap(sentence =>
		'clause' in sentence && ['question', 'what', 'asked'].includes(sentence.form)
			? [sentence.clause.modal]
			: [],
	);

	expect(questions).not.toContain('must');
	for (const {word, clause} of asked) {
		expect(word !== 'why' && (clause.isNegative || clause.frequency !== undefined)).toBe(false);
		expect(word === 'where' && clause.places.length > 0).toBe(false);
		expect(word !== 'why' && clause.adverbs.some(({kinds}) => !kinds.includes('manner'))).toBe(
			false,
		);
	}
});

test('joined clauses have one tense, and nothing will be while something else is', () => {
	const joined = trees.filter(sentence => sentence.form === 'joined');
	for (const {first, conjunction, second} of joined) {
		expect(first.tense).toBe(second.tense);
		expect(conjunction === 'while' && first.tense === 'future').toBe(false);
	}
});

test('negative clauses have no `every`, `some` or `many`, which two languages may take in two ways', () => {
	for (const {english} of training) {
		if (
			/\b(?:not|cannot)\b/v.test(english) &&
			!/, (?:and|but)| (?:because|although|while|that) /v.test(english)
		) {
			expect(english).not.toMatch(/\b(?:every|some|many)\b/iv);
		}
	}
});
