import {expect, test} from 'vitest';
import {taskIds} from '../../src/tasks/task.ts';
import {minableTasks, taskById} from '../../src/tasks/registry.ts';

test('every task that a subnet may have can be mined', () => {
	expect(minableTasks.map(({id}) => id)).toEqual([...taskIds]);
	expect(taskById('image')?.path).toBe('/image');
	expect(taskById('data')?.path).toBe('/data');
	expect(taskById('text')?.path).toBe('/text');
	expect(taskById('translation')?.path).toBe('/translation');
});
