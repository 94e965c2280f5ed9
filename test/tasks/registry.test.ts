import {expect, test} from 'vitest';
import {minableTasks, taskById, taskOfSubnet} from '../../src/tasks/registry.ts';

test('image and data can be mined, text and translation are only known', () => {
	expect(minableTasks.map(({id}) => id)).toEqual(['image', 'data']);
	expect(taskById('image')?.path).toBe('/image');
	expect(taskById('data')?.path).toBe('/data');
	expect(taskById('text')).toBeUndefined();
	expect(taskById('translation')).toBeUndefined();
});

test('a subnet tells its task by its identity', () => {
	expect(taskOfSubnet({additional: '{"task":"image"}'})).toBe('image');
	expect(taskOfSubnet({additional: '{"task":"text","since":4}'})).toBe('text');
});

test.each([
	undefined,
	'',
	'image',
	'{"task":"Image"}',
	'{"task":"toString"}',
	'{"task":["image"]}',
	'{"task":null}',
	'{"Task":"image"}',
	'{"__proto__":{"task":"image"}}',
	'["image"]',
	'"image"',
	'null',
	'{"task":"image"',
	`{"task":"image","note":"${'x'.repeat(1024)}"}`,
])('an identity of %j names no task', additional => {
	expect(taskOfSubnet({additional})).toBeNull();
});
