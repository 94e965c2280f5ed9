import {expect, test} from 'vitest';
import {openWalkthrough} from '../../helpers/screens/walkthrough-screen.tsx';
import {bill, finney, stateAt, words} from '../../helpers/screens/walkthrough-states.ts';

/** With a frame, with too little room for anything, without a frame, and back. */
const sizes = [
	{columns: 50, rows: 10},
	{columns: 70, rows: 18},
	{columns: 80, rows: 24},
	{columns: 120, rows: 40},
	{columns: 80, rows: 24},
];

test('what is typed in a form outlasts every size of the terminal, and so does the marked field', async () => {
	const {press, resize, walkthrough} = await openWalkthrough(
		stateAt('wallet', {
			facts: {wallets: [], network: finney},
			draft: {wallet: 'rig', hotkeyName: 'one'},
		}),
	);
	await press('enter', 'enter', 'enter', 'hunter2', 'enter', 'hunter');
	for (const size of sizes) {
		await resize(size);
	}

	await press('2', 'enter', 'enter');
	expect(walkthrough.perform).toHaveBeenCalledExactlyOnceWith({password: 'hunter2'});
});

test('the password of a registration outlasts a resize', async () => {
	const {press, resize, walkthrough} = await openWalkthrough(stateAt('register', {facts: bill}));
	await press('enter', 'hunter2');
	for (const size of sizes) {
		await resize(size);
	}

	await press('enter', 'enter');
	expect(walkthrough.perform).toHaveBeenCalledExactlyOnceWith({password: 'hunter2'});
});

test('the same words are asked for after a resize, with what was answered', async () => {
	const {press, resize, frame} = await openWalkthrough(
		stateAt('wallet', {work: {kind: 'words', words, restores: 'wallet'}}),
	);
	await press('enter', 'bottom');
	const before = frame();
	for (const size of sizes) {
		await resize(size);
	}

	expect(before).toContain('bottom');
	expect(frame()).toBe(before);
});

test('a form that is hidden hears nothing but Ctrl-C', async () => {
	const {press, resize, frame, onLeave, walkthrough} = await openWalkthrough(
		stateAt('network', {draft: {network: ''}}),
	);
	await press('enter', 'w');
	await resize({columns: 50, rows: 10});
	expect(frame()).toContain('60×16 is needed');
	expect(frame().split('\n')).toHaveLength(10);
	await press('q', 'escape', 'enter', '?');
	expect(onLeave).not.toHaveBeenCalled();
	expect(walkthrough.state.getSnapshot().draft.network).toBe('w');

	await resize({columns: 80, rows: 24});
	expect(frame()).toContain('Address w');
	await resize({columns: 50, rows: 10});
	await press('ctrl-c');
	expect(onLeave).toHaveBeenCalledExactlyOnceWith({kind: 'interrupted', isWalking: true});
});

test('without a form, q leaves a terminal that is too small', async () => {
	const {press, onLeave} = await openWalkthrough(stateAt('network'), {columns: 50, rows: 10});
	await press('enter');
	await press('q');

	expect(onLeave).toHaveBeenCalledExactlyOnceWith({kind: 'left', isWalking: true});
});
