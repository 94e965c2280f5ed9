import {expect, test} from 'vitest';
import {
	isComparable,
	toComparative,
	toSuperlative,
} from '../../../src/tasks/translation/grammar/english/adjectives.ts';
import {
	toArticle,
	toGenitive,
	toPlural,
} from '../../../src/tasks/translation/grammar/english/nouns.ts';
import {
	toAgreement,
	toBe,
	toPast,
	toThirdPerson,
} from '../../../src/tasks/translation/grammar/english/verbs.ts';
import {
	counts,
	toEnglishNumber,
	toEsperantoNumber,
} from '../../../src/tasks/translation/grammar/numbers.ts';
import {pronouns} from '../../../src/tasks/translation/grammar/sentence.ts';
import {readWords, type WordPart} from '../../../src/tasks/translation/grammar/words.ts';
import {
	comparedByMore,
	getForm,
	getVariants,
	preferred,
} from '../../helpers/translation/english-forms.ts';

const getEnglish = (...parts: readonly WordPart[]) =>
	readWords()
		.filter(({part, isMass}) => parts.includes(part) && !isMass)
		.map(({english}) => english);
const verbs = getEnglish('verb', 'motion', 'give', 'control', 'report');

test('every plural is the recorded one', () => {
	for (const noun of getEnglish('noun')) {
		expect(toPlural(noun)).toBe(getForm('plural', noun));
	}
});

test('every third person and past is the recorded one', () => {
	for (const verb of verbs) {
		expect(toThirdPerson(verb)).toBe(getForm('thirdPerson', verb));
		expect(toPast(verb)).toBe(getForm('past', verb));
	}
});

test('every comparative and superlative is the recorded one, or with `more` where none is recorded', () => {
	const adjectives = getEnglish('adjective', 'colour').filter(adjective => isComparable(adjective));

	expect(adjectives.length).toBeGreaterThan(150);
	for (const adjective of adjectives) {
		const isLong = comparedByMore.has(adjective) || getForm('comparative', adjective) === undefined;
		expect(toComparative(adjective)).toBe(
			isLong ? `more ${adjective}` : getForm('comparative', adjective),
		);
		expect(toSuperlative(adjective)).toBe(
			isLong ? `most ${adjective}` : getForm('superlative', adjective),
		);
	}
});

test.each(['dead', 'wooden', 'immortal', 'daily', 'left', 'white'])(
	'nothing is more %s than another',
	adjective => {
		expect(isComparable(adjective)).toBe(false);
	},
);

test('a word follows `a` or `an` as it sounds', () => {
	const words = getEnglish('noun', 'adjective', 'colour');
	const recorded = words.filter(word => getVariants('article', word).length > 0);

	expect(recorded.length).toBeGreaterThan(2000);
	for (const word of recorded) {
		expect(getVariants('article', word), word).toContain(toArticle(word));
	}

	const others = words.filter(word => getVariants('article', word).length === 0);
	expect(others.filter(word => toArticle(word) === 'an').toSorted()).toEqual([
		'agave',
		'antonym',
		'awl',
	]);
});

test.each(['university', 'uniform', 'unicorn', 'useful', 'uranium', 'honey'])(
	'`a` stands before `%s`',
	word => {
		expect(toArticle(word)).toBe('a');
	},
);

test.each(['unusual', 'honest', 'heiress', 'apple', 'uncle', 'old'])(
	'`an` stands before `%s`',
	word => {
		expect(toArticle(word)).toBe('an');
	},
);

test('most of what we prefer is recorded as a variant', () => {
	const plurals = Object.entries(preferred.plural!);

	const unknown = plurals.filter(([noun, plural]) => !getVariants('plural', noun).includes(plural));
	expect(unknown.map(([noun]) => noun).toSorted()).toEqual(['casino', 'coachman', 'ox', 'tundra']);
	expect(getVariants('past', 'lie')).toContain('lied');
});

test('the genitive has an `s` unless the plural has one', () => {
	expect(toGenitive('dog', false)).toBe("dog's");
	expect(toGenitive('bus', false)).toBe("bus's");
	expect(toGenitive('dogs', true)).toBe("dogs'");
	expect(toGenitive('children', true)).toBe("children's");
});

test('`be` agrees with its subject', () => {
	const forms = pronouns.map(pronoun => [
		pronoun,
		toBe(toAgreement(pronoun), 'present'),
		toBe(toAgreement(pronoun), 'past'),
	]);

	expect(forms).toEqual([
		['i', 'am', 'was'],
		['you', 'are', 'were'],
		['he', 'is', 'was'],
		['she', 'is', 'was'],
		['it', 'is', 'was'],
		['we', 'are', 'were'],
		['they', 'are', 'were'],
	]);
	expect(toBe({person: 3, isPlural: true}, 'past')).toBe('were');
});

test.each([
	[2, 'two', 'du'],
	[9, 'nine', 'naŭ'],
	[10, 'ten', 'dek'],
	[11, 'eleven', 'dek unu'],
	[12, 'twelve', 'dek du'],
	[13, 'thirteen', 'dek tri'],
	[15, 'fifteen', 'dek kvin'],
	[19, 'nineteen', 'dek naŭ'],
	[20, 'twenty', 'dudek'],
	[21, 'twenty-one', 'dudek unu'],
	[40, 'forty', 'kvardek'],
	[58, 'fifty-eight', 'kvindek ok'],
	[99, 'ninety-nine', 'naŭdek naŭ'],
	[100, 'one hundred', 'cent'],
	[300, 'three hundred', 'tricent'],
	[900, 'nine hundred', 'naŭcent'],
])('%i is `%s` and `%s`', (count, english, esperanto) => {
	expect(counts).toContain(count);
	expect(toEnglishNumber(count)).toBe(english);
	expect(toEsperantoNumber(count)).toBe(esperanto);
});

test('no two numbers are said alike', () => {
	expect(counts).toHaveLength(107);
	expect(new Set(counts.map(count => toEnglishNumber(count))).size).toBe(107);
	expect(new Set(counts.map(count => toEsperantoNumber(count))).size).toBe(107);
});
