import {expect, test} from 'vitest';
import type {
	Phrase,
	Preposition,
	Sentence,
} from '../../../src/tasks/translation/grammar/sentence.ts';
import {act, clause, noun, pronoun, say, word} from '../../helpers/translation/trees.ts';

test('questions ask for what is missing', () => {
	const seeing = clause({predicate: act('vidi', noun('kato')), subject: pronoun('he')});

	expect(say({form: 'asked', word: 'where', clause: clause()})).toEqual([
		'Where does the dog sleep?',
		'Kie la hundo dormas?',
	]);
	expect(say({form: 'asked', word: 'when', clause: clause({tense: 'past'})})).toEqual([
		'When did the dog sleep?',
		'Kiam la hundo dormis?',
	]);
	expect(say({form: 'asked', word: 'why', clause: clause({isNegative: true})})).toEqual([
		'Why does the dog not sleep?',
		'Kial la hundo ne dormas?',
	]);
	expect(say({form: 'who', clause: seeing})).toEqual(['Who sees the cat?', 'Kiu vidas la katon?']);
	expect(say({form: 'who', clause: {...seeing, isNegative: true, tense: 'past'}})).toEqual([
		'Who did not see the cat?',
		'Kiu ne vidis la katon?',
	]);
	expect(say({form: 'what', clause: clause({predicate: act('vidi'), tense: 'future'})})).toEqual([
		'What will the dog see?',
		'Kion la hundo vidos?',
	]);
});

test('an order has no subject', () => {
	const order = clause({predicate: act('helpi', noun('reĝo')), subject: pronoun('you')});

	expect(say({form: 'order', clause: order})).toEqual(['Help the king!', 'Helpu la reĝon!']);
	expect(say({form: 'order', clause: {...order, isNegative: true}})).toEqual([
		'Do not help the king!',
		'Ne helpu la reĝon!',
	]);
});

test.each([
	['past', false, 'There was a dog', 'Estis hundo'],
	['past', true, 'There were dogs', 'Estis hundoj'],
	['present', false, 'There is a dog', 'Estas hundo'],
	['present', true, 'There are dogs', 'Estas hundoj'],
	['future', false, 'There will be a dog', 'Estos hundo'],
	['future', true, 'There will be dogs', 'Estos hundoj'],
] as const)('there is something in the %s (plural: %s)', (tense, isPlural, english, esperanto) => {
	const preposition: Preposition = {english: 'in', esperanto: 'en', isWhereto: false};

	expect(
		say({
			form: 'there',
			tense,
			thing: noun('hundo', {isPlural, determiner: {form: 'a'}}),
			place: {preposition, phrase: noun('domo')},
		}),
	).toEqual([`${english} in the house.`, `${esperanto} en la domo.`]);
});

test.each([
	['and', ', and ', ', kaj '],
	['but', ', but ', ', sed '],
	['because', ' because ', ', ĉar '],
	['although', ' although ', ', kvankam '],
	['while', ' while ', ', dum '],
] as const)('two clauses are joined by `%s`', (conjunction, english, esperanto) => {
	const joined = say({
		form: 'joined',
		first: clause(),
		conjunction,
		second: clause({subject: pronoun('i')}),
	});

	expect(joined).toEqual([
		`The dog sleeps${english}I sleep.`,
		`La hundo dormas${esperanto}mi dormas.`,
	]);
});

test('somebody says that something is so', () => {
	const sentence = (speaker: Phrase): Sentence => ({
		form: 'reported',
		speaker,
		verb: word('diri'),
		clause: clause({tense: 'future'}),
	});

	expect(say(sentence(pronoun('she')))).toEqual([
		'She says that the dog will sleep.',
		'Ŝi diras, ke la hundo dormos.',
	]);
	expect(say(sentence(pronoun('i')))[0]).toBe('I say that the dog will sleep.');
});
