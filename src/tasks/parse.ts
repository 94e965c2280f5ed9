import type {Parsed} from './task.ts';

/** Create the refusal of an untrusted value. */
export function refuse(reason: string): {readonly ok: false; readonly reason: string} {
	return {ok: false, reason};
}

/** Check that a value is a plain object with exactly these fields. */
export function parseFields<Name extends string>(
	value: unknown,
	names: readonly Name[],
): Parsed<Readonly<Record<Name, unknown>>> {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) {
		return refuse('not an object');
	}

	const missing = names.find(name => !Object.hasOwn(value, name));
	if (missing !== undefined) {
		return refuse(`\`${missing}\` is missing`);
	}

	return Object.keys(value).length > names.length
		? refuse(`fields beside ${names.map(name => `\`${name}\``).join(', ')}`)
		: {ok: true, value: value as Record<Name, unknown>};
}

export type NumbersOptions = {
	/** The field's name, used in the reason of a refusal. */
	readonly name: string;
	readonly count: number;
	/** The smallest and largest accepted number. */
	readonly low: number;
	readonly high: number;
};

/** Check that a value is an array of exactly `count` finite numbers within limits. */
export function parseNumbers(
	value: unknown,
	{name, count, low, high}: NumbersOptions,
): Parsed<readonly number[]> {
	if (!Array.isArray(value) || value.length !== count) {
		return refuse(`\`${name}\` is not an array of ${count} numbers`);
	}

	// `every` would skip the holes of a sparse array.
	const numbers = [...(value as readonly unknown[])];
	const passes = numbers.every(
		number => typeof number === 'number' && number >= low && number <= high,
	);
	return passes
		? {ok: true, value: numbers as number[]}
		: refuse(`\`${name}\` holds something that is not a number from ${low} to ${high}`);
}

/** Check that a value is an object whose only field is an array of numbers, as `parseNumbers()` does. */
export function parseNumbersField<Name extends string>(
	value: unknown,
	options: NumbersOptions & {readonly name: Name},
): Parsed<Readonly<Record<Name, readonly number[]>>> {
	const {name} = options;
	const fields = parseFields(value, [name]);
	if (!fields.ok) {
		return fields;
	}

	const numbers = parseNumbers(fields.value[name], options);
	return numbers.ok
		? {
				ok: true,
				value: Object.fromEntries([[name, numbers.value]]) as Record<Name, readonly number[]>,
			}
		: numbers;
}
