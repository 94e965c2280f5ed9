import {expect, test} from 'vitest';
import {parseTranslationAnswer} from '../../../src/tasks/translation/answer.ts';
import {parseTranslationQuestion} from '../../../src/tasks/translation/question.ts';

const question = {text: 'The dog sleeps.', source: 'en', target: 'eo'};

test.each(['en', 'eo', 'yue', 'pt-BR', 'es-419', 'sr-Latn', 'zh-Hant-TW'])(
	'a question may be about the language %s',
	source => {
		expect(parseTranslationQuestion({...question, source, target: 'tlh'})).toEqual({
			ok: true,
			value: {...question, source, target: 'tlh'},
		});
	},
);

test('a text of a thousand characters is the longest', () => {
	expect(parseTranslationQuestion({...question, text: 'a'.repeat(1000)}).ok).toBe(true);
	expect(parseTranslationQuestion({...question, text: 'a'.repeat(1001)})).toEqual({
		ok: false,
		reason: '`text` is not a text of 1 to 1000 characters',
	});
});

test.each([
	['nothing', undefined, 'not an object'],
	['a text', question.text, 'not an object'],
	['no text', {source: 'en', target: 'eo'}, '`text` is missing'],
	['no source', {text: 'a', target: 'eo'}, '`source` is missing'],
	['no target', {text: 'a', source: 'en'}, '`target` is missing'],
	['another field', {...question, model: 'x'}, 'fields beside `text`, `source`, `target`'],
	['a number as text', {...question, text: 7}, '`text` is not a text of 1 to 1000 characters'],
	['an empty text', {...question, text: ''}, '`text` is not a text of 1 to 1000 characters'],
	['blanks', {...question, text: ' \n\t'}, '`text` is not a text of 1 to 1000 characters'],
	['half a character', {...question, text: 'a\u{D83D}'}, '`text` holds half a surrogate pair'],
	['a number as source', {...question, source: 1}, '`source` is not a language tag'],
	['a list as source', {...question, source: ['en']}, '`source` is not a language tag'],
	['a number as target', {...question, target: 1}, '`target` is not a language tag'],
	['one language', {...question, target: 'en'}, '`source` and `target` are the same language'],
])('a question of %s is refused', (_name, value, reason) => {
	expect(parseTranslationQuestion(value)).toEqual({ok: false, reason});
});

test.each([
	'',
	'e',
	'EN',
	'en-us',
	'en_US',
	'english',
	'en-',
	'en-latn',
	'en-USA',
	' en',
	'en\n',
	'zh-Hant-TW-x',
	'x-en-US',
	'en-4190',
])('`%s` is not a language tag', target => {
	expect(parseTranslationQuestion({...question, target})).toEqual({
		ok: false,
		reason: '`target` is not a language tag',
	});
});

test.each(['La hundo dormas.', '', ' ', 'ĉ'.repeat(4000)])(
	'a translation may be any text',
	translation => {
		expect(parseTranslationAnswer({translation})).toEqual({ok: true, value: {translation}});
	},
);

test.each([
	['null', null, 'not an object'],
	['no translation', {}, '`translation` is missing'],
	['another field', {translation: '', score: 1}, 'fields beside `translation`'],
	['a list', {translation: ['a']}, '`translation` is not a text of up to 4000 characters'],
	[
		'too much',
		{translation: 'a'.repeat(4001)},
		'`translation` is not a text of up to 4000 characters',
	],
	['half a character', {translation: '\u{DC00}a'}, '`translation` holds half a surrogate pair'],
])('an answer of %s is refused', (_name, value, reason) => {
	expect(parseTranslationAnswer(value)).toEqual({ok: false, reason});
});
