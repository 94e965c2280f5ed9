import {expect, test} from 'vitest';
import {describeSlot} from '../../../src/screens/monitor/slot-words.ts';

const hour = 3_600_000;
const slot = {
	isSpared: false,
	immuneBlocks: 0,
	immuneMs: 0,
	isShielded: false,
	place: 2,
	freeUids: 0,
	blocksLeft: 2100,
	msLeft: 7 * hour,
};
const immune = {immuneBlocks: 4800, immuneMs: 16 * hour};

test.each([
	[{}, 'not immune, 2nd in line, lost in 7 h 0 m'],
	[{blocksLeft: undefined, msLeft: undefined}, 'not immune, 2nd in line'],
	[{place: undefined, blocksLeft: undefined, msLeft: undefined}, 'not immune, not in line'],
	[{isSpared: true, place: undefined, msLeft: undefined}, 'not immune, never evicted'],
	[{freeUids: 1}, 'not immune, safe until 1 more registers, lost in 7 h 0 m'],
	[{...immune, freeUids: 254}, 'immune 16 h 0 m, safe until 254 more register'],
	[
		{...immune, isShielded: true, msLeft: 20 * hour},
		'immune 16 h 0 m, 2nd in line, lost in 20 h 0 m',
	],
	[immune, 'immune 16 h 0 m, but 2nd in line, lost in 7 h 0 m even so'],
])('a slot of %j is told without contradiction', (parts, said) => {
	expect(describeSlot({...slot, ...parts})).toBe(said);
});
