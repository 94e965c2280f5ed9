import {type Random, drawIndex} from '../../../support/random.ts';
import {getSplit, type Split} from './split.ts';
import {readWords, type NounKind, type Word, type WordPart} from './words.ts';

/** Draws words and chances, and keeps to combinations of its split. */
export type Drawer = {
	readonly chance: (probability: number) => boolean;
	readonly pick: <Item>(items: readonly Item[]) => Item;
	/** Draw a word of a part; `kind` is what it is, or what does it or has it. */
	readonly word: (part: WordPart, kind?: string) => Word;
	/** Draw a noun of one of these kinds that its verb or adjective, if there is one, may be combined with. */
	readonly noun: (kinds: readonly NounKind[], partner?: Word) => Word;
	/** Draw an adjective that may be combined with the noun, if there is one. */
	readonly adjective: (noun: Word, fits?: (adjective: Word) => boolean) => Word | undefined;
};

/** Create a drawer. */
export function createDrawer(random: Random, split: Split): Drawer {
	const pick = <Item>(items: readonly Item[]) => items[drawIndex(random, items.length)]!;

	/** Walk from a random place to the first one that may be combined with the other. */
	const combine = (candidates: readonly Word[], toPair: (candidate: Word) => [Word, Word]) => {
		const start = drawIndex(random, candidates.length);
		for (let step = 0; step < candidates.length; step++) {
			const candidate = candidates[(start + step) % candidates.length]!;
			const [word, noun] = toPair(candidate);
			if (getSplit(word, noun) === split) {
				return candidate;
			}
		}

		return undefined;
	};

	return {
		chance: probability => random() < probability,
		pick,
		word: (part, kind = '') => pick(getWords(part, kind)),
		noun(kinds, partner) {
			const nouns = getWords('noun', pick(kinds));
			if (partner === undefined) {
				return pick(nouns);
			}

			const toPair = (candidate: Word): [Word, Word] => [partner, candidate];
			const noun =
				combine(nouns, toPair) ??
				// A small kind may have no noun of the split.
				combine(
					kinds.flatMap(kind => getWords('noun', kind)),
					toPair,
				);
			if (noun === undefined) {
				throw new Error(`No noun may be combined with \`${partner.english}\``);
			}

			return noun;
		},
		adjective(noun, fits = () => true) {
			const [kind = ''] = noun.kinds;
			const fitting = [...getWords('adjective', kind), ...getWords('colour', kind)].filter(word =>
				fits(word),
			);
			return combine(fitting, candidate => [candidate, noun]);
		},
	};
}

/** Get the words of a part and, unless it is empty, a kind. */
export function getWords(part: WordPart, kind: string): readonly Word[] {
	byPartAndKind ??= sortWords(readWords());
	return byPartAndKind.get(`${part} ${kind}`) ?? [];
}

function sortWords(words: readonly Word[]): ReadonlyMap<string, readonly Word[]> {
	const sorted = new Map<string, Word[]>();
	for (const word of words) {
		for (const kind of ['', ...word.kinds]) {
			const key = `${word.part} ${kind}`;
			sorted.set(key, [...(sorted.get(key) ?? []), word]);
		}
	}

	return sorted;
}

let byPartAndKind: ReadonlyMap<string, readonly Word[]> | undefined;
