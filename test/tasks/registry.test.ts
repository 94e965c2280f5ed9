import {expect, test} from 'vitest';
import {minableTasks, taskById} from '../../src/tasks/registry.ts';

test('image and data can be mined, text and translation are only known', () => {
	expect(minableTasks.map(({id}) => id)).toEqual(['image', 'data']);
	expect(taskById('image')?.path).toBe('/image');
	expect(taskById('data')?.path).toBe('/data');
	expect(taskById('text')).toBeUndefined();
	expect(taskById('translation')).toBeUndefined();
});
