import {expect, test} from 'vitest';
import {type ContextRoom, shrink} from '../../../src/gpu/llama/create-context.ts';

test('without memory, long texts become shorter, then fewer, then short', () => {
	const rooms: string[] = [];
	let room: ContextRoom | undefined = {sequences: 8, contextSize: 8192};
	while (room) {
		rooms.push(`${room.sequences} × ${room.contextSize}`);
		room = shrink(room);
	}

	expect(rooms).toEqual([
		'8 × 8192',
		'8 × 4096',
		'8 × 2048',
		'4 × 2048',
		'2 × 2048',
		'1 × 2048',
		'1 × 1024',
		'1 × 512',
	]);
	expect(shrink({sequences: 1, contextSize: 900})).toBeUndefined();
});
