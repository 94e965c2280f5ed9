import * as v from 'valibot';

/** A readonly object; unknown fields are dropped. */
export const struct = <const Entries extends v.ObjectEntries>(entries: Entries) =>
	v.pipe(v.object(entries), v.readonly());

/** A readonly array. */
export const list = <const Item extends v.GenericSchema>(item: Item) =>
	v.pipe(v.array(item), v.readonly());

/** An integer too large for JSON: a string there, a bigint here. */
export const amount = v.pipe(v.string(), v.regex(/^-?\d{1,40}$/v), v.toBigint());

/** Describe why a schema rejects a value, as the end of a sentence. */
export function describeIssues([first]: readonly [v.BaseIssue<unknown>, ...unknown[]]): string {
	const place = v.getDotPath(first);
	const what = place === null ? 'the content' : `\`${place}\``;
	if (place !== null && first.received === 'undefined') {
		return `${what} is missing`;
	}

	const expected = first.expected === 'Object' ? 'an object' : (first.expected ?? 'another');
	const verb = first.type.endsWith('_length') ? 'must be of a length' : 'must be';
	return `${what} ${verb} ${expected}, not ${first.received}`;
}
