/** A sentence, taken apart: what kind it is, and who and what it names. */
export type Fact = {readonly kind: string} & Readonly<Record<string, string | undefined>>;

export const name = (group: string) => `(?<${group}>[A-Z][a-z]+)`;
export const place = 'the (?<place>[a-z]+(?: room)?)';
export const thing = '(?<thing>[a-z]+ [a-z]+)';
export const time = '(?<time>yesterday|this [a-z]+)';

const firstTime = '(?<time>Yesterday|This [a-z]+)';
const number = '(?<number>[a-z]+) (?<good>[a-z]+)';
const went = '(?:went|walked|ran) to';

/** Every way in which a story may tell something. Articles and plurals tell a thing (“a red ball”) from goods (“one egg”). */
export const sentences = [
	['be', `${name('person')} is in ${place}`],
	['go', `${name('person')}(?: and ${name('other')})? ${went} ${place}`],
	['leave', `${name('person')} left ${place}`],
	['leave', `${name('person')} is no longer in ${place}`],
	['lie', `There is (?<article>an?) ${thing} in ${place}`],
	['find', `${name('person')} found (?<article>an?) ${thing}`],
	['find', `${name('person')} picked up (?<article>an?) ${thing}`],
	['take', `${name('person')} took the ${thing}`],
	['take', `${name('person')} picked up the ${thing}`],
	['drop', `${name('person')} dropped the ${thing}`],
	['drop', `${name('person')} put down the ${thing}`],
	['give', `${name('person')} gave the ${thing} to ${name('receiver')}`],
	['give', `${name('person')} handed the ${thing} to ${name('receiver')}`],
	['give', `${name('person')} gave ${name('receiver')} the ${thing}`],
	['give', `${name('receiver')} got the ${thing} from ${name('person')}`],
	['visit', `${name('person')} ${went} ${place} ${time}`],
	['visit', `${firstTime}, ${name('person')} ${went} ${place}`],
	['own', `${name('person')} has ${number}`],
	['gain', `${name('person')} (?:found|bought) ${number}`],
	['lose', `${name('person')} (?:lost|sold) ${number}`],
	['hand', `${name('person')} gave ${number} to ${name('receiver')}`],
	['hand', `${name('person')} gave ${name('receiver')} ${number}`],
	['hand', `${name('receiver')} got ${number} from ${name('person')}`],
].map(([kind, pattern]) => ({kind: kind!, pattern: new RegExp(String.raw`^${pattern}\.$`, 'v')}));

/** Read a sentence, which must be correct and clear. */
export function readSentence(sentence: string): Fact {
	const readings = sentences.flatMap(({kind, pattern}): readonly Fact[] => {
		const groups = pattern.exec(sentence)?.groups;
		return groups && isEnglish(groups) ? [{...groups, kind}] : [];
	});
	if (readings.length !== 1) {
		throw new Error(`“${sentence}” has ${readings.length} readings`);
	}

	return readings[0]!;
}

function isEnglish({article, thing: named, number: count, good}: Omit<Fact, 'kind'>): boolean {
	if (article !== undefined) {
		return /^[aeiou]/v.test(named!) === (article === 'an');
	}

	return (
		good === undefined || (numberWords.includes(count!) && good.endsWith('s') === (count !== 'one'))
	);
}

const numberWords =
	'no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen'.split(
		' ',
	);

export const toNumber = (word: string) => numberWords.indexOf(word);
export const toWord = (count: number) => (count === 0 ? 'none' : numberWords[count]!);
