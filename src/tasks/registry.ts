import {dataTask} from './data/data-task.ts';
import {imageTask} from './image/image-task.ts';
import type {Task, TaskId} from './task.ts';

/**
The tasks that can be mined. Text and translation are known by name and have none yet.

To this list a question is opaque: who parsed it with a task hands it back to the same task.
*/
export const minableTasks: readonly Task[] = [imageTask as Task, dataTask as Task];

/** Get a task by its id, or `undefined` if it cannot be mined yet. */
export function taskById(id: TaskId): Task | undefined {
	return minableTasks.find(task => task.id === id);
}

/** Check whether a text names a kind of work. */
export function isTaskId(text: unknown): text is TaskId {
	return taskIds.has(text as TaskId);
}

/**
Tell a subnet's task from its on-chain identity, whose field `additional` holds JSON such as `{"task":"image"}`.

Owners write what they like there: whatever is not that, or longer than 1024 characters, is no task.

@returns The task, or `null` if the identity names none that we know.

@example
```
taskOfSubnet({additional: '{"task":"image"}'});
//=> 'image'
```
*/
// eslint-disable-next-line @typescript-eslint/no-restricted-types -- It stands in JSON output, where `undefined` would be left out.
export function taskOfSubnet({additional}: {readonly additional?: string}): TaskId | null {
	const identity = additional === undefined ? undefined : readJson(additional);
	const task =
		typeof identity === 'object' && identity !== null && Object.hasOwn(identity, 'task')
			? (identity as {readonly task: unknown}).task
			: undefined;
	return isTaskId(task) ? task : null;
}

function readJson(text: string): unknown {
	if (text.length > longestIdentity) {
		return undefined;
	}

	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

const longestIdentity = 1024;
const taskIds: ReadonlySet<TaskId> = new Set(['text', 'translation', 'image', 'data']);
