import type {Type} from '../scale/type.ts';

type Entry = {readonly id: number; readonly content: Record<string, unknown>};

/**
The numbered types of a metadata blob. Equal definitions share a number.
*/
export type TypeTable = {
	readonly numberOf: (type: Type) => number;
	/** All types so far, ordered by number. */
	readonly list: () => readonly unknown[];
};

/**
Create an empty type table.
*/
export function createTypeTable(): TypeTable {
	const numbers = new Map<Type, number>();
	const alike = new Map<string, number>();
	const entries: Entry[] = [];

	const add = (content: Record<string, unknown>) => {
		entries.push({id: entries.length, content});
		return entries.length - 1;
	};

	const describe = (type: Type) => ({
		path: [...type.path],
		params: type.parameters.map(parameter => ({
			name: parameter.name,
			type: parameter.type && numberOf(parameter.type),
		})),
		def: type.describe(numberOf),
		docs: [],
	});

	const numberOf = (type: Type): number => {
		const known = numbers.get(type);
		if (known !== undefined) {
			return known;
		}

		if (type.isRecursive) {
			const content: Record<string, unknown> = {};
			const number = add(content);
			numbers.set(type, number);
			Object.assign(content, describe(type));
			return number;
		}

		const content = describe(type);
		const text = JSON.stringify(content);
		const number = alike.get(text) ?? add(content);
		alike.set(text, number);
		numbers.set(type, number);
		return number;
	};

	return {numberOf, list: () => entries.map(({id, content}) => ({id, ...content}))};
}
