import {UsageError} from '../../support/errors.ts';

/** A value from parsed JSON with its path, such as `weights[2][0]`, for error messages. */
export type Field = {readonly path: string; readonly value: unknown};

/** How to fix an invalid file. */
export const correction = 'Correct the file; `btop yuma --help` describes it.';

/** Report an invalid value. */
export function refuse({path}: Field, expected: string): never {
	throw new UsageError(
		path === '' ? `The file must hold ${expected}` : `\`${path}\` must be ${expected}`,
		{fix: correction},
	);
}

/** Get a member of an object, or `undefined` if it is missing. */
export function memberOf(object: Field, name: string): Field {
	const {path, value} = object;
	if (typeof value !== 'object' || value === null || Array.isArray(value)) {
		refuse(object, 'an object');
	}

	return {
		path: path === '' ? name : `${path}.${name}`,
		value: Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined,
	};
}

/** Read a list, each entry by the same rule. */
export function readList<Value>(
	list: Field,
	read: (entry: Field) => Value,
	length?: number,
): readonly Value[] {
	const {path, value} = list;
	if (!Array.isArray(value) || (length !== undefined && value.length !== length)) {
		refuse(list, length === undefined ? 'a list' : `a list of \`${length}\` entries, one a UID`);
	}

	return value.map((entry: unknown, index) => read({path: `${path}[${index}]`, value: entry}));
}

/** Read a boolean. */
export function readBoolean(field: Field): boolean {
	return typeof field.value === 'boolean' ? field.value : refuse(field, '`true` or `false`');
}

/** Read a whole number from 0 to `most`. */
export function readWhole(most: number): (field: Field) => number {
	return field => {
		const {value} = field;
		return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value <= most
			? value
			: refuse(field, `a whole number from 0 to ${most}`);
	};
}

/** Read an amount of rao: a string of decimal digits, or an exact number. */
export function readAmount(field: Field): bigint {
	const {value} = field;
	const isAmount =
		typeof value === 'string'
			? /^\d{1,19}$/v.test(value)
			: Number.isSafeInteger(value) && Number(value) >= 0;
	return isAmount
		? BigInt(value as string | number)
		: refuse(field, 'an amount of rao: a string of at most 19 digits');
}
