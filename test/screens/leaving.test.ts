import {expect, test} from 'vitest';
import {toFarewell} from '../../src/screens/leaving.ts';

test('whoever leaves is told what goes on, and how to come back', () => {
	expect(toFarewell({kind: 'left', pids: [7, 8]}, {command: 'npx btop', devnet: 6})).toEqual([
		'Mining goes on in the background, processes 7, 8.',
		'`npx btop monitor` comes back to it, `npx btop stop` ends it.',
		'The devnet goes on, process 6; `npx btop stop --all` ends it too.',
	]);
});

test('whoever stops is told of the devnet that goes on', () => {
	expect(toFarewell({kind: 'stopped', pids: [7]}, {devnet: 6})).toEqual([
		'Stopped mining, process 7.',
		'The devnet goes on, process 6; `btop stop --all` ends it too.',
	]);
});

test('where nothing goes on, nothing is said', () => {
	expect(toFarewell({kind: 'left'})).toEqual([]);
});
