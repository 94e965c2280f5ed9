import {conjugate, toBe} from './english-verbs.ts';
import {readClause, splitVerb, toPreposition, type ReadClause} from './esperanto-clauses.ts';
import {expect, getWord, readPhrase} from './esperanto-phrases.ts';

/** Read a sentence in Esperanto and translate it to English, as a learner with a dictionary does. */
export function readEsperanto(sentence: string): ReadClause {
	const text = sentence[0]!.toLowerCase() + sentence.slice(1, -1);
	const {english, combinations} = readText(text, sentence.at(-1)!);
	return {
		english: english[0]!.toUpperCase() + english.slice(1) + sentence.at(-1)!,
		combinations: [...new Set(combinations)],
	};
}

function readText(text: string, sign: string): ReadClause {
	if (sign === '!') {
		return readClause(text, 'order');
	}

	if (sign === '?') {
		return readQuestion(text);
	}

	const joined = /, (?<word>kaj|sed|ĉar|kvankam|dum|ke) /v.exec(text);
	if (joined !== null) {
		const word = joined.groups!.word!;
		const before = text.slice(0, joined.index);
		const after = readClause(text.slice(joined.index + joined[0].length), 'statement');
		return word === 'ke' ? readReport(before, after) : join(before, word, after);
	}

	return /^est[aio]s /v.test(text) ? readThere(text.split(' ')) : readClause(text, 'statement');
}

function join(before: string, word: string, after: ReadClause): ReadClause {
	const first = readClause(before, 'statement');
	return {
		english: `${first.english}${conjunctions.get(word)} ${after.english}`,
		combinations: [...first.combinations, ...after.combinations],
	};
}

function readReport(before: string, after: ReadClause): ReadClause {
	const words = before.split(' ');
	const speaker = readPhrase(words, 0, undefined);
	expect(speaker.next === words.length - 1, 'more than a speaker and a verb');
	const [infinitive, tense] = splitVerb(words.at(-1)!);
	expect(tense === 'present', 'a report that is not in the present');
	const verb = getWord(infinitive)!;
	return {
		english: `${speaker.subject} ${conjugate(verb.english, tense, speaker)} that ${after.english}`,
		combinations: [
			...speaker.combinations,
			...speaker.nouns.map(noun => `${infinitive} ${noun.esperanto}`),
			...after.combinations,
		],
	};
}

function readThere(words: readonly string[]): ReadClause {
	const [, tense] = splitVerb(words[0]!);
	const thing = readPhrase(words, 1, undefined);
	const place = readPhrase(words, thing.next + 1, undefined);
	expect(!thing.isAccusative && !place.isAccusative, 'an accusative after `estas`');
	expect(place.next === words.length, 'more than a thing and a place');
	const be = tense === 'future' ? 'will be' : toBe({...thing, subject: ''}, tense);
	return {
		english: `there ${be} ${thing.subject} ${toPreposition(words[thing.next]!, place)} ${place.object}`,
		combinations: [...thing.combinations, ...place.combinations],
	};
}

function readQuestion(text: string): ReadClause {
	const space = text.indexOf(' ');
	const rest = text.slice(space + 1);
	const word = text.slice(0, space);
	if (word === 'kiu') {
		const {english, ...more} = readClause(rest, 'who');
		return {...more, english: `who ${english}`};
	}

	const {english, ...more} = readClause(rest, 'question');
	return {...more, english: `${questionWords.get(word)!}${english}`};
}

const questionWords = new Map([
	['ĉu', ''],
	['kion', 'what '],
	['kie', 'where '],
	['kiam', 'when '],
	['kial', 'why '],
]);

const conjunctions = new Map([
	['kaj', ', and'],
	['sed', ', but'],
	['ĉar', ' because'],
	['kvankam', ' although'],
	['dum', ' while'],
]);
