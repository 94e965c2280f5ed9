import {expect, test} from 'vitest';
import type {Noun, Phrase} from '../../../src/tasks/translation/grammar/sentence.ts';
import {act, noun, of, pronoun, state, word} from '../../helpers/translation/trees.ts';

test.each([
	['i', 'He sees me.', 'Li vidas min.', 'my dogs', 'miajn hundojn'],
	['you', 'He sees you.', 'Li vidas vin.', 'your dogs', 'viajn hundojn'],
	['he', 'He sees him.', 'Li vidas lin.', 'his dogs', 'liajn hundojn'],
	['she', 'He sees her.', 'Li vidas ŝin.', 'her dogs', 'ŝiajn hundojn'],
	['it', 'He sees it.', 'Li vidas ĝin.', 'its dogs', 'ĝiajn hundojn'],
	['we', 'He sees us.', 'Li vidas nin.', 'our dogs', 'niajn hundojn'],
	['they', 'He sees them.', 'Li vidas ilin.', 'their dogs', 'iliajn hundojn'],
] as const)('`%s` as an object and an owner', (...row) => {
	const [name, sees, vidas, dogs, hundojn] = row;
	const subject = pronoun('he');
	const object = noun('hundo', {isPlural: true, determiner: of(name)});

	expect(state({subject, predicate: act('vidi', pronoun(name))})).toEqual([sees, vidas]);
	expect(state({subject, predicate: act('vidi', object)})).toEqual([
		`He sees ${dogs}.`,
		`Li vidas ${hundojn}.`,
	]);
});

test.each([
	[{}, 'the dog', 'la hundon'],
	[{isPlural: true}, 'the dogs', 'la hundojn'],
	[{determiner: {form: 'a'}}, 'a dog', 'hundon'],
	[{determiner: {form: 'a'}, isPlural: true}, 'dogs', 'hundojn'],
	[{determiner: {form: 'a'}, adjectives: [word('maljuna')]}, 'an old dog', 'maljunan hundon'],
	[{determiner: {form: 'this'}}, 'this dog', 'ĉi tiun hundon'],
	[{determiner: {form: 'this'}, isPlural: true}, 'these dogs', 'ĉi tiujn hundojn'],
	[{determiner: {form: 'that'}}, 'that dog', 'tiun hundon'],
	[{determiner: {form: 'that'}, isPlural: true}, 'those dogs', 'tiujn hundojn'],
	[{determiner: {form: 'every'}}, 'every dog', 'ĉiun hundon'],
	[{determiner: {form: 'some'}, isPlural: true}, 'some dogs', 'kelkajn hundojn'],
	[{determiner: {form: 'many'}, isPlural: true}, 'many dogs', 'multajn hundojn'],
	[
		{determiner: {form: 'number', count: 22}, isPlural: true},
		'twenty-two dogs',
		'dudek du hundojn',
	],
	[{determiner: of('he', true)}, 'his own dog', 'sian propran hundon'],
	[{determiner: of('he', true), isPlural: true}, 'his own dogs', 'siajn proprajn hundojn'],
	[{determiner: {form: 'owner', owner: noun('knabo')}}, "the boy's dog", 'la hundon de la knabo'],
	[
		{
			determiner: {form: 'owner', owner: noun('knabo', {isPlural: true, determiner: of('i')})},
			adjectives: [word('nigra')],
			isPlural: true,
		},
		"my boys' black dogs",
		'la nigrajn hundojn de miaj knaboj',
	],
	[
		{adjectives: [word('granda'), word('blanka')], isPlural: true},
		'the big white dogs',
		'la grandajn blankajn hundojn',
	],
	[
		{adjectives: [word('granda')], isSuperlative: true},
		'the biggest dog',
		'la plej grandan hundon',
	],
	[
		{adjectives: [word('danĝera')], isSuperlative: true, isPlural: true},
		'the most dangerous dogs',
		'la plej danĝerajn hundojn',
	],
] satisfies ReadonlyArray<readonly [Partial<Noun>, string, string]>)(
	'an object is written: %j',
	(more, english, esperanto) => {
		const subject = pronoun('he');

		expect(state({subject, predicate: act('vidi', noun('hundo', more))})).toEqual([
			`He sees ${english}.`,
			`Li vidas ${esperanto}.`,
		]);
	},
);

test('a mass noun has no article, and two nouns are a plural', () => {
	const milk = noun('lakto', {determiner: {form: 'a'}, adjectives: [word('malvarma')]});
	const subject: Phrase = {
		form: 'pair',
		first: noun('hundo'),
		second: noun('kato', {determiner: {form: 'a'}}),
	};

	expect(state({subject, predicate: act('trinki', milk)})).toEqual([
		'The dog and a cat drink cold milk.',
		'La hundo kaj kato trinkas malvarman lakton.',
	]);
	expect(state({subject, predicate: {form: 'quality', adjective: word('laca')}})).toEqual([
		'The dog and a cat are tired.',
		'La hundo kaj kato estas lacaj.',
	]);
	const object: Phrase = {form: 'pair', first: noun('knabo'), second: noun('knabino')};
	expect(state({predicate: act('vidi', object)})).toEqual([
		'The dog sees the boy and the girl.',
		'La hundo vidas la knabon kaj la knabinon.',
	]);
});
