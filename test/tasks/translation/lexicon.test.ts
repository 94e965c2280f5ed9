import {readFile} from 'node:fs/promises';
import {expect, test} from 'vitest';
import {findMistakes} from '../../../scripts/lexicon/check.ts';
import {toPlural} from '../../../src/tasks/translation/grammar/english/nouns.ts';
import {toPast, toThirdPerson} from '../../../src/tasks/translation/grammar/english/verbs.ts';
import {getSplit} from '../../../src/tasks/translation/grammar/split.ts';
import {
	nounKinds,
	parseWords,
	readWords,
	wordParts,
	type Word,
} from '../../../src/tasks/translation/grammar/words.ts';

const words = readWords();
const nouns = words.filter(({part}) => part === 'noun');
const verbs = words.filter(({part}) => ['verb', 'motion', 'give'].includes(part));

test('the program holds the lexicon as it is written', async () => {
	const text = await readFile('scripts/lexicon/words.txt', 'utf8');

	expect(words).toEqual(parseWords(text));
	expect(findMistakes(text)).toEqual([]);
});

test('it has more than 2,000 pairs, and every word has one translation', () => {
	expect(words.length).toBeGreaterThan(2000);
	expect(new Set(words.map(({esperanto}) => esperanto)).size).toBe(words.length);
	expect(new Set(words.map(({part, english}) => `${part} ${english}`)).size).toBe(words.length);
	const names = new Set(words.map(({esperanto}) => esperanto));
	for (const other of ['povi', 'devi', 'esti', 'multa', 'kelka', 'propra', 'mia']) {
		expect(names).not.toContain(other);
	}
});

test('every word is well formed, and of a known part and kind', () => {
	for (const {part, english, esperanto, kinds, objects} of words) {
		expect(wordParts).toContain(part);
		expect(english).toMatch(/^[a-zâé]+$/v);
		expect(esperanto).toMatch(/^[a-pr-vzĉĝĥĵŝŭ]+$/v);
		expect(kinds.length).toBeGreaterThan(0);
		for (const kind of part === 'adverb' ? [] : [...kinds, ...objects]) {
			expect(nounKinds).toContain(kind);
		}
	}
});

test('no form of a word hides its number or its tense', () => {
	for (const {english, isMass} of nouns) {
		expect(isMass || toPlural(english) !== english, english).toBe(true);
	}

	const infinitives = new Set(verbs.map(({english}) => english));
	for (const {english} of verbs) {
		expect(infinitives).not.toContain(toPast(english));
		expect(infinitives).not.toContain(toThirdPerson(english));
	}
});

test.each(['training', 'held-out'] as const)(
	'every verb and adjective can be combined with a noun of the %s split',
	split => {
		const fits = (word: Word, kinds: readonly string[]) =>
			nouns.some(noun => kinds.includes(noun.kinds[0]!) && getSplit(word, noun) === split);
		const partners = words.filter(({part}) => part !== 'noun' && part !== 'adverb');
		for (const word of partners) {
			expect(fits(word, word.kinds), word.english).toBe(true);
			expect(word.objects.length === 0 || fits(word, word.objects), word.english).toBe(true);
		}
	},
);

test('a quarter of the combinations is held out', () => {
	const splits = verbs.flatMap(verb => nouns.map(noun => getSplit(verb, noun)));
	const share = splits.filter(split => split === 'held-out').length / splits.length;

	expect(share).toBeGreaterThan(0.245);
	expect(share).toBeLessThan(0.255);
});

test('the split of a combination is fixed for good', () => {
	const get = (esperanto: string) => words.find(word => word.esperanto === esperanto)!;
	const birds = nouns.filter(({kinds}) => kinds.includes('bird'));
	const heldOut = birds.filter(bird => getSplit(get('vidi'), bird) === 'held-out');

	expect(heldOut.map(({esperanto}) => esperanto).join(' ')).toBe(
		'kokino cigno pasero cikonio struto kukolo kanario kardelo albatroso ibiso kondoro tukano emuo kivio paruo anasido',
	);
});

test('mistakes in a lexicon are found', () => {
	const text =
		'noun animal:\ndog hundo, hound hundo, cat kato\n\nverb animal:\nsee vida, dog sekvi\n';

	expect(findMistakes(text)).toEqual(['more than once: hundo', 'wrong ending: vida']);
	expect(
		findMistakes(
			'noun animal:\ndog hundo, cat kato\n\nverb animal:\nfall fali, wet malsekigi, run iri\n',
			'hundo : dog, hound\nkato : (male) cat\nfali : to drop; to fall\nmalsekigi : to (make) wet\niri : to go\n',
		),
	).toEqual(['not in the dictionary: run iri']);
	expect(findMistakes('noun animal:\ndog hundo, dog kato\n')).toEqual(['more than once: noun dog']);
});

test('the marks of a lexicon are read', () => {
	expect(
		parseWords('noun food:\nbread* pano,\ncake kuko\n\nadjective body food:\nleft+ maldekstra'),
	).toMatchObject([
		{english: 'bread', esperanto: 'pano', part: 'noun', kinds: ['food'], isMass: true},
		{english: 'cake', esperanto: 'kuko', isMass: false, isAttributive: false, objects: []},
		{
			english: 'left',
			part: 'adjective',
			kinds: ['body', 'food'],
			isMass: false,
			isAttributive: true,
		},
	]);
	expect(parseWords('verb person animal > food drink:\nsmell flari')).toMatchObject([
		{english: 'smell', kinds: ['person', 'animal'], objects: ['food', 'drink']},
	]);
});
