import {expect, test} from 'vitest';
import {choosePositions} from '../../../../src/screens/walkthrough/wallet/words.ts';
import {openWalkthrough} from '../../../helpers/screens/walkthrough-screen.tsx';
import {stateAt, words} from '../../../helpers/screens/walkthrough-states.ts';

const shown = stateAt('wallet', {
	draft: {way: 'new'},
	work: {kind: 'words', words, restores: 'wallet'},
});
const list = words.split(' ');

/** Which words a frame asks for. */
const askedBy = (frame: string) =>
	Array.from(frame.matchAll(/^│ [ ▸] Word (?<position>\d+) /gmv), ({groups}) =>
		Number(groups!.position),
	);

test('the words are shown with their numbers, and three of them asked back', async () => {
	const {press, frame, walkthrough} = await openWalkthrough(shown);
	expect(list.every(word => frame().includes(word))).toBe(true);
	expect(frame()).toMatch(/12 walk/v);

	await press('enter');
	const asked = askedBy(frame());
	expect(asked).toHaveLength(3);
	expect(list.filter(word => frame().includes(` ${word} `))).toEqual([]);

	for (const position of asked) {
		await press(list[position - 1]!, 'enter');
	}

	expect(walkthrough.confirmWords).not.toHaveBeenCalled();
	await press('enter');
	expect(walkthrough.confirmWords).toHaveBeenCalledOnce();
});

test('a wrong word is named, and can be looked up and corrected', async () => {
	const {press, frame, walkthrough} = await openWalkthrough(shown);
	await press('enter');
	const asked = askedBy(frame());
	await press(
		'wrong',
		'enter',
		list[asked[1]! - 1]!,
		'enter',
		list[asked[2]! - 1]!,
		'enter',
		'enter',
	);
	expect(frame()).toContain(`Word ${asked[0]!} does not match.`);
	expect(walkthrough.confirmWords).not.toHaveBeenCalled();

	await press('down', 'enter');
	expect(frame()).toContain('Write these words on paper');
	await press('enter');
	expect(askedBy(frame())).toEqual(asked);
	await press('ctrl-u', list[asked[0]! - 1]!, 'down', 'down', 'down', 'enter');
	expect(walkthrough.confirmWords).toHaveBeenCalledOnce();
});

test('Escape leads from the question to the words, and from these away without a key', async () => {
	const {press, frame, walkthrough} = await openWalkthrough(shown);
	expect(frame()).toContain('Esc back, no keys written');
	await press('enter', 'escape');
	expect(walkthrough.leave).not.toHaveBeenCalled();
	expect(frame()).toContain('Write these words on paper');

	await press('escape');
	expect(walkthrough.leave).toHaveBeenCalledOnce();
	expect(walkthrough.confirmWords).not.toHaveBeenCalled();
});

test('the words are gone from the screen once they are done with', async () => {
	const {change, frame} = await openWalkthrough(shown);
	await change({work: {kind: 'idle'}});

	expect(list.filter(word => frame().includes(` ${word} `))).toEqual([]);
});

test('the words that are asked for differ from each other and are in order', () => {
	const numbers = [0.99, 0, 0.5];
	const chosen = choosePositions(12, {random: () => numbers.shift()!});

	expect(chosen).toEqual([1, 7, 12]);
});
