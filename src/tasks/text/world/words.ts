import {numberWords} from '../../number-words.ts';

/** Everything that stories are about. A word stands for one thing only, so that a small model can learn them all. */
export const people = [
	'Anna',
	'Ben',
	'Clara',
	'David',
	'Emma',
	'Felix',
	'Hannah',
	'Jack',
	'Kate',
	'Leo',
	'Maria',
	'Nina',
	'Noah',
	'Olga',
	'Paul',
	'Peter',
	'Rosa',
	'Sam',
	'Tom',
	'Victor',
] as const;

/** Places that one is in and goes to, with the definite article. */
export const places = [
	'attic',
	'bakery',
	'barn',
	'bathroom',
	'bedroom',
	'cellar',
	'dining room',
	'garage',
	'garden',
	'hall',
	'kitchen',
	'library',
	'living room',
	'museum',
	'office',
	'park',
	'school',
	'shop',
] as const;

/** A thing is one of these looks and one of these objects, such as `red ball`. */
export const looks = ['blue', 'green', 'old', 'orange', 'red', 'small', 'white', 'yellow'] as const;
export const objects = [
	'bag',
	'ball',
	'book',
	'box',
	'clock',
	'coat',
	'cup',
	'hat',
	'key',
	'lamp',
	'map',
	'ring',
] as const;

/** Goods that are counted; the plural ends with `s`. */
export const goods = ['apple', 'card', 'coin', 'egg', 'nut', 'pen', 'shell', 'stamp'] as const;

/** Times of visits, from first to last. */
export const times = ['yesterday', 'this morning', 'this afternoon', 'this evening'] as const;

/** Numbers from 0 up, as words. */
export const numbers = ['no', ...numberWords.slice(0, 15)] as const;

/** Name a number as the answer to “How many?” */
export function toCount(number: number): string {
	return number === 0 ? 'none' : numbers[number]!;
}

/** Name a number of goods, for example `one egg`, `three eggs` or `no eggs`. */
export function toGoods(number: number, good: string): string {
	return `${numbers[number]!} ${good}${number === 1 ? '' : 's'}`;
}

/** Name a thing for the first time: `an old map`. */
export function withArticle(thing: string): string {
	return `${/^[aeiou]/v.test(thing) ? 'an' : 'a'} ${thing}`;
}
