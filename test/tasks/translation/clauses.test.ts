import {expect, test} from 'vitest';
import type {Clause, Preposition, Tense} from '../../../src/tasks/translation/grammar/sentence.ts';
import {act, ask, noun, pronoun, state, word} from '../../helpers/translation/trees.ts';

type Row = readonly [
	tense: Tense,
	isNegative: boolean,
	statement: string,
	question: string,
	esperanto: string,
];

const sleeping: readonly Row[] = [
	['past', false, 'The dog slept.', 'Did the dog sleep?', 'la hundo dormis'],
	['past', true, 'The dog did not sleep.', 'Did the dog not sleep?', 'la hundo ne dormis'],
	['present', false, 'The dog sleeps.', 'Does the dog sleep?', 'la hundo dormas'],
	['present', true, 'The dog does not sleep.', 'Does the dog not sleep?', 'la hundo ne dormas'],
	['future', false, 'The dog will sleep.', 'Will the dog sleep?', 'la hundo dormos'],
	['future', true, 'The dog will not sleep.', 'Will the dog not sleep?', 'la hundo ne dormos'],
];

const able: readonly Row[] = [
	['past', false, 'The dog could sleep.', 'Could the dog sleep?', 'la hundo povis dormi'],
	['past', true, 'The dog could not sleep.', 'Could the dog not sleep?', 'la hundo ne povis dormi'],
	['present', false, 'The dog can sleep.', 'Can the dog sleep?', 'la hundo povas dormi'],
	['present', true, 'The dog cannot sleep.', 'Can the dog not sleep?', 'la hundo ne povas dormi'],
	[
		'future',
		false,
		'The dog will be able to sleep.',
		'Will the dog be able to sleep?',
		'la hundo povos dormi',
	],
	[
		'future',
		true,
		'The dog will not be able to sleep.',
		'Will the dog not be able to sleep?',
		'la hundo ne povos dormi',
	],
];

const wanting: readonly Row[] = [
	['past', false, 'The dog wanted to sleep.', 'Did the dog want to sleep?', 'la hundo volis dormi'],
	[
		'past',
		true,
		'The dog did not want to sleep.',
		'Did the dog not want to sleep?',
		'la hundo ne volis dormi',
	],
	[
		'present',
		false,
		'The dog wants to sleep.',
		'Does the dog want to sleep?',
		'la hundo volas dormi',
	],
	[
		'present',
		true,
		'The dog does not want to sleep.',
		'Does the dog not want to sleep?',
		'la hundo ne volas dormi',
	],
	[
		'future',
		false,
		'The dog will want to sleep.',
		'Will the dog want to sleep?',
		'la hundo volos dormi',
	],
	[
		'future',
		true,
		'The dog will not want to sleep.',
		'Will the dog not want to sleep?',
		'la hundo ne volos dormi',
	],
];

const being: readonly Row[] = [
	['past', false, 'The dog was tired.', 'Was the dog tired?', 'la hundo estis laca'],
	['past', true, 'The dog was not tired.', 'Was the dog not tired?', 'la hundo ne estis laca'],
	['present', false, 'The dog is tired.', 'Is the dog tired?', 'la hundo estas laca'],
	['present', true, 'The dog is not tired.', 'Is the dog not tired?', 'la hundo ne estas laca'],
	['future', false, 'The dog will be tired.', 'Will the dog be tired?', 'la hundo estos laca'],
	[
		'future',
		true,
		'The dog will not be tired.',
		'Will the dog not be tired?',
		'la hundo ne estos laca',
	],
];

const tired: Clause['predicate'] = {form: 'quality', adjective: word('laca')};

test.each([
	...sleeping.map(row => [row, {}] as const),
	...able.map(row => [row, {modal: 'can'}] as const),
	...wanting.map(row => [row, {modal: word('voli')}] as const),
	...being.map(row => [row, {predicate: tired}] as const),
] satisfies ReadonlyArray<readonly [Row, Partial<Clause>]>)(
	'a verb is conjugated: %j',
	(row, more) => {
		const [tense, isNegative, statement, question, esperanto] = row;

		expect(state({...more, tense, isNegative})).toEqual([statement, `L${esperanto.slice(1)}.`]);
		expect(ask({...more, tense, isNegative})).toEqual([question, `Ĉu ${esperanto}?`]);
	},
);

test('what must be has one tense', () => {
	expect(state({modal: 'must'})).toEqual(['The dog must sleep.', 'La hundo devas dormi.']);
});

test.each([
	['i', 'I sleep.', 'I am tired.', 'I was tired.', 'Mi dormas.', 'Mi estas laca.'],
	['you', 'You sleep.', 'You are tired.', 'You were tired.', 'Vi dormas.', 'Vi estas laca.'],
	['he', 'He sleeps.', 'He is tired.', 'He was tired.', 'Li dormas.', 'Li estas laca.'],
	['she', 'She sleeps.', 'She is tired.', 'She was tired.', 'Ŝi dormas.', 'Ŝi estas laca.'],
	['it', 'It sleeps.', 'It is tired.', 'It was tired.', 'Ĝi dormas.', 'Ĝi estas laca.'],
	['we', 'We sleep.', 'We are tired.', 'We were tired.', 'Ni dormas.', 'Ni estas lacaj.'],
	['they', 'They sleep.', 'They are tired.', 'They were tired.', 'Ili dormas.', 'Ili estas lacaj.'],
] as const)('a verb agrees with `%s`', (...row) => {
	const [name, sleeps, is, was, dormas, estas] = row;
	const subject = pronoun(name);

	expect(state({subject})).toEqual([sleeps, dormas]);
	expect(state({subject, predicate: tired})).toEqual([is, estas]);
	expect(state({subject, predicate: tired, tense: 'past'})[0]).toBe(was);
});

test('somebody is something, somewhere, or more than somebody else', () => {
	const they = pronoun('they');
	const he = pronoun('he');
	const artist: Clause['predicate'] = {form: 'identity', noun: word('artisto')};
	const than = noun('kato', {isPlural: true});
	const there: Preposition = {english: 'in front of', esperanto: 'antaŭ', isWhereto: false};

	expect(state({subject: he, predicate: artist})).toEqual([
		'He is an artist.',
		'Li estas artisto.',
	]);
	expect(state({subject: they, predicate: artist})).toEqual([
		'They are artists.',
		'Ili estas artistoj.',
	]);
	expect(state({predicate: {form: 'comparison', adjective: word('granda'), than}})).toEqual([
		'The dog is bigger than the cats.',
		'La hundo estas pli granda ol la katoj.',
	]);
	expect(
		state({subject: they, predicate: {form: 'comparison', adjective: word('danĝera'), than}}),
	).toEqual(['They are more dangerous than the cats.', 'Ili estas pli danĝeraj ol la katoj.']);
	expect(state({predicate: {form: 'location', adverb: word('ekstere')}})).toEqual([
		'The dog is outside.',
		'La hundo estas ekstere.',
	]);
	expect(
		state({
			predicate: {form: 'location', adverb: undefined},
			places: [{preposition: there, phrase: noun('domo')}],
		}),
	).toEqual(['The dog is in front of the house.', 'La hundo estas antaŭ la domo.']);
});

test('adverbs and places stand in their order', () => {
	const into: Preposition = {english: 'into', esperanto: 'en', isWhereto: true};
	const frequency = word('ĉiam');
	const rest: Partial<Clause> = {
		predicate: act('iri'),
		places: [{preposition: into, phrase: noun('domo', {isPlural: true})}],
		adverbs: [word('rapide'), word('morgaŭ')],
	};

	expect(state({...rest, tense: 'future'})).toEqual([
		'The dog will go quickly into the houses tomorrow.',
		'La hundo iros rapide en la domojn morgaŭ.',
	]);
	expect(state({frequency})).toEqual(['The dog always sleeps.', 'La hundo ĉiam dormas.']);
	expect(state({frequency, isNegative: true})).toEqual([
		'The dog does not always sleep.',
		'La hundo ne ĉiam dormas.',
	]);
	expect(state({frequency, predicate: tired})).toEqual([
		'The dog is always tired.',
		'La hundo ĉiam estas laca.',
	]);
	expect(ask({frequency, tense: 'future', isNegative: true})).toEqual([
		'Will the dog not always sleep?',
		'Ĉu la hundo ne ĉiam dormos?',
	]);
	expect(ask({frequency, modal: 'can'})).toEqual([
		'Can the dog always sleep?',
		'Ĉu la hundo ĉiam povas dormi?',
	]);
});

test('a gift has a receiver', () => {
	const predicate = act('doni', noun('libro', {determiner: {form: 'a'}}), noun('knabo'));

	expect(state({subject: pronoun('she'), predicate, tense: 'past'})).toEqual([
		'She gave a book to the boy.',
		'Ŝi donis libron al la knabo.',
	]);
});
