/** Whether an adjective can be compared at all, in the sense that it has here: nobody is deader than another. */
export function isComparable(adjective: string): boolean {
	return short.has(adjective) || long.has(adjective);
}

/** Get the comparative: `bigger`, `more famous`. */
export function toComparative(adjective: string): string {
	return short.has(adjective) ? inflect(adjective, 'er') : `more ${adjective}`;
}

/** Get the superlative: `biggest`, `most famous`. */
export function toSuperlative(adjective: string): string {
	return short.has(adjective) ? inflect(adjective, 'est') : `most ${adjective}`;
}

function inflect(adjective: string, ending: string): string {
	if (adjective.endsWith('e')) {
		return adjective.slice(0, -1) + ending;
	}

	if (/[^aeiou]y$/v.test(adjective)) {
		return `${adjective.slice(0, -1)}i${ending}`;
	}

	return doubling.has(adjective) ? adjective + adjective.at(-1) + ending : adjective + ending;
}

const doubling: ReadonlySet<string> = new Set(['big', 'sad', 'thin', 'hot', 'wet']);

/** Adjectives that are compared by an ending. */
const short: ReadonlySet<string> = new Set(
	[
		'young old strong weak thin healthy hungry lazy greedy happy sad angry friendly gentle proud brave calm',
		'kind rich poor wise tall fresh sweet salty spicy tasty cold hot warm cool new ugly cheap dirty',
		'strange simple big small tiny easy heavy light hard soft sharp long short smooth rough wet dry',
		'tight loose fast slow noisy safe dark bright narrow wide quiet high low steep pale rusty rude',
	]
		.join(' ')
		.split(' '),
);

/** Adjectives that are compared by `more` and `most`. */
const long: ReadonlySet<string> = new Set(
	[
		'nervous dangerous curious patient obedient faithful cautious playful aggressive active',
		'passive intelligent energetic courageous polite honest generous famous foolish serious modest',
		'arrogant diligent jealous ambitious cheerful tolerant sincere talkative educated experienced',
		'talented elegant optimistic pessimistic romantic sentimental sensitive stubborn cynical',
		'hypocritical loyal careful creative grateful hospitable impatient popular superstitious careless',
		'beautiful expensive useful modern valuable magnificent important fragile comfortable',
		'fashionable spacious majestic poisonous exotic fragrant interesting boring difficult complicated',
		'logical absurd original brilliant ridiculous terrible wonderful dramatic unforgettable pleasant',
		'unpleasant precious powerful independent democratic delicious',
	]
		.join(' ')
		.split(' '),
);
