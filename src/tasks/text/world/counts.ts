import type {Random} from '../../../support/random.ts';
import {pick, pickNumber, pickSome} from './pick.ts';
import type {Quiz, Story} from './quiz.ts';
import {goods, numbers, people, toCount, toGoods} from './words.ts';

/** How many of some goods a person has. */
type Purse = {
	readonly person: string;
	readonly good: string;
	count: number;
};

/** Draw a story of who has, gets and gives away how many goods, and ask for a count, a sum, a difference or who has more. */
export function drawCounts(random: Random): Story {
	const {sentences, purses} = drawTrade(random);
	return {sentences, ...askCounts(random, purses)};
}

/** Draw what a story of counts tells, and what everybody has in the end. */
export function drawTrade(random: Random): {
	readonly sentences: readonly string[];
	readonly purses: readonly Purse[];
} {
	const group = pickSome(random, people, pickNumber(random, 2, 3));
	const kinds = pickSome(random, goods, group.length === 2 ? pickNumber(random, 1, 2) : 1);
	const purses = group.flatMap(person =>
		kinds.map(good => ({person, good, count: pickNumber(random, 0, 9)})),
	);
	const sentences = pickSome(random, purses).map(
		({person, good, count}) => `${person} has ${toGoods(count, good)}.`,
	);
	const changes = Array.from({length: pickNumber(random, 2, 4)}, () => change(random, purses));
	return {sentences: [...sentences, ...changes], purses};
}

type Change = {
	readonly tell: (person: string, what: string, receiver: string) => readonly string[];
	readonly sign: -1 | 1;
	/** How many goods may change hands. */
	readonly most: number;
	readonly receiver?: Purse;
};

/** Let a count change, and tell it. */
function change(random: Random, purses: readonly Purse[]): string {
	const purse = pick(random, purses);
	const {tell, sign, most, receiver} = pick(random, listChanges(purse, purses));
	const step = pickNumber(random, 1, Math.min(most, mostMoved));
	purse.count += sign * step;
	if (receiver) {
		receiver.count += step;
	}

	return pick(random, tell(purse.person, toGoods(step, purse.good), receiver?.person ?? ''));
}

function listChanges(purse: Purse, purses: readonly Purse[]): readonly Change[] {
	const changes: readonly Change[] = [
		{tell: tellGain, sign: 1, most: mostOwned - purse.count},
		{tell: tellLoss, sign: -1, most: purse.count},
		...purses
			.filter(other => other.good === purse.good && other !== purse)
			.map(receiver => ({
				tell: tellGift,
				sign: -1 as const,
				most: Math.min(purse.count, mostOwned - receiver.count),
				receiver,
			})),
	];
	return changes.filter(({most}) => most > 0);
}

const tellGain = (person: string, what: string) => [
	`${person} found ${what}.`,
	`${person} bought ${what}.`,
];
const tellLoss = (person: string, what: string) => [
	`${person} lost ${what}.`,
	`${person} sold ${what}.`,
];
const tellGift = (person: string, what: string, receiver: string) => [
	`${person} gave ${what} to ${receiver}.`,
	`${person} gave ${receiver} ${what}.`,
	`${receiver} got ${what} from ${person}.`,
];

/** Ask for a count, a sum, a difference or who has more. */
export function askCounts(random: Random, purses: readonly Purse[]): Quiz {
	const purse = pick(random, purses);
	const {person, good, count} = purse;
	const other = pick(
		random,
		purses.filter(another => another.good === good && another !== purse),
	);
	const sum = count + other.count;
	const [more, less] = count > other.count ? [purse, other] : [other, purse];
	const quizzes = [
		{question: `How many ${good}s does ${person} have?`, answer: toCount(count)},
		sum < numbers.length && {
			question: `How many ${good}s do ${person} and ${other.person} have together?`,
			answer: toCount(sum),
		},
		count !== other.count && {
			question: `How many more ${good}s does ${more.person} have than ${less.person}?`,
			answer: toCount(more.count - less.count),
		},
		count !== other.count && {
			question: `Who has more ${good}s, ${person} or ${other.person}?`,
			answer: more.person,
		},
	].filter(quiz => quiz !== false);
	return pick(random, quizzes);
}

const mostOwned = 10;
const mostMoved = 5;
