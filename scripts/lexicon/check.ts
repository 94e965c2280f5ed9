import {parseWords, type Word} from '../../src/tasks/translation/grammar/words.ts';

/** Say what is wrong with a lexicon: a word that two pairs share, a wrong ending, or a pair that the dictionary does not hold. */
export function findMistakes(text: string, dictionary?: string): readonly string[] {
	const words = parseWords(text);
	const known = dictionary === undefined ? undefined : readDictionary(dictionary);
	return [
		...findShared(words.map(word => `${word.part} ${word.english}`)),
		...findShared(words.map(({esperanto}) => esperanto)),
		...words.filter(word => !hasItsEnding(word)).map(({esperanto}) => `wrong ending: ${esperanto}`),
		...(known === undefined ? [] : words)
			.filter(({english, esperanto}) => !known!.has(`${esperanto} ${english}`))
			.map(({english, esperanto}) => `not in the dictionary: ${english} ${esperanto}`),
	];
}

/** Read lines like `hundo : dog, hound`. Verbs have a `to`; remarks stand in parentheses. */
function readDictionary(text: string): ReadonlySet<string> {
	const entries = text.split('\n').map(line => line.trim().split(' : '));
	return new Set(
		entries.flatMap(([esperanto, glosses = '']) =>
			glosses
				.replaceAll(/\([^\(\)]*\)/gv, '')
				.split(/[,;]/v)
				.map(
					gloss =>
						`${esperanto} ${gloss
							.trim()
							.toLowerCase()
							.replace(/^to\s+/v, '')}`,
				),
		),
	);
}

function findShared(keys: readonly string[]): readonly string[] {
	return [...Map.groupBy(keys, key => key)]
		.filter(([, those]) => those.length > 1)
		.map(([key]) => `more than once: ${key}`);
}

function hasItsEnding({part, esperanto}: Word): boolean {
	return endings[part].test(esperanto);
}

const endings: Record<Word['part'], RegExp> = {
	noun: /o$/v,
	verb: /i$/v,
	motion: /i$/v,
	give: /i$/v,
	control: /i$/v,
	report: /i$/v,
	adjective: /a$/v,
	colour: /a$/v,
	// A few adverbs have no ending: `hieraŭ`, `neniam`.
	adverb: /e$|aŭ$|am$/v,
};
