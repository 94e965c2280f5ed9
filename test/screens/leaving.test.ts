import {expect, test} from 'vitest';
import {createCommandWriter, toFarewell} from '../../src/screens/leaving.ts';

const toCommand = createCommandWriter({env: {}});

test('whoever leaves is told what goes on, and how to come back', () => {
	expect(toFarewell({kind: 'left', pids: [7, 8]}, {toCommand, devnet: 6})).toEqual([
		'Mining goes on in the background, processes 7, 8.',
		'`btop monitor` comes back to it, `btop stop` ends it.',
		'The devnet goes on, process 6; `btop stop --all` ends it too.',
	]);
});

test('whoever stops is told how to mine again, and of the devnet that goes on', () => {
	expect(toFarewell({kind: 'stopped', pids: [7]}, {toCommand, devnet: 6})).toEqual([
		'Stopped mining, process 7. `btop` leads back to it.',
		'The devnet goes on, process 6; `btop stop --all` ends it.',
	]);
});

test('a walk that is left can be gone on with', () => {
	expect(toFarewell({kind: 'left', isWalking: true}, {toCommand})).toEqual([
		'`btop` comes back to this step.',
	]);
});

test('what is under way goes on, and is told', () => {
	expect(toFarewell({kind: 'left', doing: 'Starting the miner'}, {toCommand})).toEqual([
		'Starting the miner: that goes on. `btop status` tells how it ended.',
	]);
});

test('where nothing mines any more, that is told', () => {
	expect(toFarewell({kind: 'left'}, {toCommand})).toEqual([
		'Nothing mines any more; `btop` leads back to it.',
	]);
});

test('a command is written for the same home, and as the program was started', () => {
	const env = {npm_lifecycle_event: 'start'};

	expect(createCommandWriter({env})()).toBe('npx btop');
	expect(createCommandWriter({env: {}, home: '/mnt/my rig'})('stop', '--all')).toBe(
		"btop stop --all --home '/mnt/my rig'",
	);
});
