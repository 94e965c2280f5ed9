import {expect, test} from 'vitest';
import {createBlockPace} from '../../../src/miner/observe/subnet/block-pace.ts';

test('what the chain plans counts until blocks were seen, and a pause does not', () => {
	const pace = createBlockPace(12_000);
	pace.add({number: 1, receivedAt: 0});
	expect(pace.read()).toBe(12_000);

	pace.add({number: 2, receivedAt: 250});
	pace.add({number: 6, receivedAt: 1250});
	pace.add({number: 7, receivedAt: 90_000});
	pace.add({number: 8, receivedAt: 90_250});
	expect(pace.read()).toBe(250);
});
