import {expect, test} from 'vitest';
import {createCommandWriter, toExitMessage} from '../../src/screens/leaving.ts';

const toCommand = createCommandWriter({env: {}});

test('whoever leaves is told what goes on, and how to come back', () => {
	expect(toExitMessage({kind: 'left', pids: [7, 8]}, {toCommand, devnet: 6})).toEqual([
		'Mining continues in the background, processes 7, 8.',
		'`btop monitor` watches it, `btop stop` stops it.',
		'The devnet keeps running as process 6; `btop stop --all` stops it too.',
	]);
});

test('whoever stops is told how to mine again, and of the devnet that goes on', () => {
	expect(toExitMessage({kind: 'stopped', pids: [7]}, {toCommand, devnet: 6})).toEqual([
		'Stopped mining, process 7. `btop` starts again.',
		'The devnet keeps running as process 6; `btop stop --all` stops it.',
	]);
});

test('a walk that is left can be gone on with', () => {
	expect(toExitMessage({kind: 'left', isWalking: true}, {toCommand})).toEqual([
		'`btop` resumes at this step.',
	]);
});

test('what is under way goes on, and is told', () => {
	expect(toExitMessage({kind: 'left', doing: 'Starting the miner'}, {toCommand})).toEqual([
		'Starting the miner: still under way; `btop status` shows how it ends.',
	]);
});

test('where nothing mines any more, that is told', () => {
	expect(toExitMessage({kind: 'left'}, {toCommand})).toEqual([
		'Nothing is mining now; `btop` starts again.',
	]);
});

test('a command is written for the same home, and as the program was started', () => {
	const env = {npm_lifecycle_event: 'start'};

	expect(createCommandWriter({env})()).toBe('npx btop');
	expect(createCommandWriter({env: {}, home: '/mnt/my rig'})('stop', '--all')).toBe(
		"btop stop --all --home '/mnt/my rig'",
	);
});
