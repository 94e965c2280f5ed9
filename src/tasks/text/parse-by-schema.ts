import * as v from 'valibot';
import {refuse} from '../parse.ts';
import type {Parsed} from '../task.ts';

/**
Parse an untrusted value by the schema of an object.

The schema's messages are predicates such as `is not a number`. A refusal's reason is the path to the field and the message.

@example
```
parseBySchema(v.object({seed: v.number('is not a number')}), {seed: '7'});
//=> {ok: false, reason: '`seed` is not a number'}
```
*/
export function parseBySchema<Output>(
	schema: v.GenericSchema<unknown, Output>,
	value: unknown,
): Parsed<Output> {
	const parsed = v.safeParse(schema, value, {abortEarly: true});
	return parsed.success ? {ok: true, value: parsed.output} : refuse(describe(parsed.issues[0]));
}

function describe(issue: v.BaseIssue<unknown>): string {
	const path = v.getDotPath(issue);
	if (path === null) {
		return 'not an object';
	}

	if (issue.type !== 'object' && issue.type !== 'strict_object') {
		return `\`${path}\` ${issue.message}`;
	}

	if (issue.expected === 'Object') {
		return `\`${path}\` is not an object`;
	}

	// The name of an unknown field is the caller's, and may be of any length.
	return issue.expected === 'never' ? 'a field that is not known' : `\`${path}\` is missing`;
}
