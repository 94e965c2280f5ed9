import {dataTask} from './data/data-task.ts';
import {imageTask} from './image/image-task.ts';
import type {Task, TaskId} from './task.ts';

/**
The tasks that can be mined. Text and translation have questions and scores, but no model answers them yet.

Questions are opaque here: pass one only to the task that parsed it.
*/
export const minableTasks: readonly Task[] = [imageTask as Task, dataTask as Task];

/** Get a task by its id, or `undefined` if it cannot be mined yet. */
export function taskById(id: TaskId): Task | undefined {
	return minableTasks.find(task => task.id === id);
}
