import * as v from 'valibot';
import {parseJson} from '../support/json-rpc.ts';
import {type TaskId, taskIds} from './task.ts';

const longestIdentity = 1024;
const additionalSchema = v.object({task: v.picklist(taskIds)});

/**
Get a subnet's task from its on-chain identity, whose field `additional` contains JSON such as `{"task":"image"}`.

Owners may write anything there: other content, or more than 1024 characters, means no task.

@returns `undefined` if the identity names no known task.

@example
```
taskOfSubnet({additional: '{"task":"image"}'});
//=> 'image'
```
*/
export function taskOfSubnet({
	additional = '',
}: {
	readonly additional?: string;
}): TaskId | undefined {
	if (additional.length > longestIdentity) {
		return undefined;
	}

	const parsed = v.safeParse(additionalSchema, parseJson(additional));
	return parsed.success ? parsed.output.task : undefined;
}
