import {expect, test} from 'vitest';
import {taskOfSubnet} from '../../src/tasks/subnet-task.ts';

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
	expect(taskOfSubnet({additional})).toBeUndefined();
});
