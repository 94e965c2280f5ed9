import {dataTask} from './data/data-task.ts';
import {imageTask} from './image/image-task.ts';
import type {Task, TaskId} from './task.ts';
import {textTask} from './text/text-task.ts';
import {translationTask} from './translation/translation-task.ts';

/**
The tasks that can be mined.

Questions are opaque here: pass one only to the task that parsed it.
*/
export const minableTasks: readonly Task[] = [
	textTask as Task,
	translationTask as Task,
	imageTask as Task,
	dataTask as Task,
];

/** Get a task by its id, or `undefined` if it cannot be mined yet. */
export function taskById(id: TaskId): Task | undefined {
	return minableTasks.find(task => task.id === id);
}
