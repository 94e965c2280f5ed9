import {expect, test, vi} from 'vitest';
import {openWalkthrough} from '../../helpers/screens/walkthrough-screen.tsx';
import {bill, models, stateAt, subnets, wallets} from '../../helpers/screens/walkthrough-states.ts';

test('Escape and brackets lead to the steps before and after, as far as they are reached', async () => {
	const {press, walkthrough, frame} = await openWalkthrough(stateAt('subnet', {facts: {subnets}}));

	await press(']');
	expect(walkthrough.show).not.toHaveBeenCalled();

	await press('[');
	expect(walkthrough.show).toHaveBeenLastCalledWith('funds');
	await press('escape');
	expect(walkthrough.show).toHaveBeenLastCalledWith('wallet');
	await press(']');
	expect(walkthrough.show).toHaveBeenLastCalledWith('funds');
	expect(frame()).toContain('Funds');
});

test('there is nothing before the first step, and a key that would lead there says so', async () => {
	const {press, walkthrough, frame, clock, settle} = await openWalkthrough(stateAt('network'));
	expect(frame()).toContain('(Esc back: this is the first step)');
	await press('escape');
	expect(frame()).toContain('Not now: this is the first step');
	await press(']');
	expect(frame()).toContain('Not now: finish this step first');
	expect(walkthrough.show).not.toHaveBeenCalled();

	clock.set(clock.getSnapshot() + 5000);
	await settle();
	expect(frame()).toContain('(Esc back: this is the first step)');
});

const ctrlG = '\u{7}';

test('Ctrl-G leads back to the monitor, where the walk came from it', async () => {
	const onMonitor = vi.fn();
	const {press, frame, change} = await openWalkthrough(stateAt('subnet', {facts: {subnets}}), {
		onMonitor,
	});
	expect(frame()).toContain('Ctrl-G monitor');
	await change({work: {kind: 'busy', doing: 'Checking the subnet', since: 0}});
	await press(ctrlG);
	expect(frame()).toContain('Not now: busy');
	expect(onMonitor).not.toHaveBeenCalled();

	await change({work: {kind: 'idle'}});
	await press(ctrlG);
	expect(onMonitor).toHaveBeenCalledOnce();
});

test('from a field too, which letters are typed into', async () => {
	const onMonitor = vi.fn();
	const {press, frame, walkthrough} = await openWalkthrough(stateAt('register', {facts: bill}), {
		onMonitor,
	});
	expect(frame()).toContain('Ctrl-G monitor');
	await press('m');
	expect(onMonitor).not.toHaveBeenCalled();
	expect(walkthrough.state.getSnapshot().draft.cap).toBe('m');

	await press(ctrlG);
	expect(onMonitor).toHaveBeenCalledOnce();
});

test('Escape leads from the first step to the monitor too', async () => {
	const onMonitor = vi.fn();
	const {press} = await openWalkthrough(stateAt('network'), {onMonitor});
	await press('[');
	expect(onMonitor).not.toHaveBeenCalled();
	await press('escape');
	expect(onMonitor).toHaveBeenCalledOnce();
});

test('without a monitor before, no key leads to one', async () => {
	const {press, frame} = await openWalkthrough(stateAt('subnet', {facts: {subnets}}));
	expect(frame()).not.toContain('monitor');
	await press(ctrlG, '?');
	expect(frame()).not.toContain('monitor');
});

test('q and Ctrl-C leave btop, also while it works', async () => {
	const {press, onLeave, change} = await openWalkthrough(stateAt('network'));
	await press('q');
	await press('ctrl-c');
	await change({work: {kind: 'busy', doing: 'Connecting', since: 0}});
	await press('q');

	expect(onLeave).toHaveBeenCalledTimes(3);
});

test('while something is typed, letters are text and only Ctrl-C leaves', async () => {
	const {press, onLeave, walkthrough, frame} = await openWalkthrough(
		stateAt('network', {draft: {network: ''}}),
	);
	await press('enter');
	await press('q', '?', '[', ']', 'r');

	expect(onLeave).not.toHaveBeenCalled();
	expect(walkthrough.show).not.toHaveBeenCalled();
	expect(walkthrough.state.getSnapshot().draft.network).toBe('q?[]r');
	expect(frame()).toContain('Address q?[]r');

	await press('ctrl-c');
	expect(onLeave).toHaveBeenCalledOnce();
});

test('the footer of a form names what can be done to the marked row', async () => {
	const {press, frame} = await openWalkthrough(
		stateAt('mine', {
			facts: {...bill, models, wallets, address: {bind: '127.0.0.2', announce: '127.0.0.2'}},
		}),
	);
	const footer = () => frame().split('\n').at(-1);
	expect(footer()).toMatch(/← *(?:→ *)?change .*\? help {2}q quit/v);
	await press('down');
	expect(footer()).toContain('Ctrl-U clear');
	expect(footer()).toContain('Ctrl-C quit');
	expect(footer()).not.toMatch(/\?|change/v);

	await press('down', 'down', 'down');
	expect(footer()).not.toMatch(/clear|change/v);
	await press('?');
	expect(frame()).toMatch(/Ctrl-U +Delete to the start of the field ✖ no field is selected/v);
});

test('a question mark shows the keys, and what is below stays as it was', async () => {
	const {press, frame, walkthrough} = await openWalkthrough(stateAt('subnet', {facts: {subnets}}));
	await press('down', '?');
	expect(frame()).toContain('Change the sort order');

	await press('leave');
	expect(frame()).not.toContain('Order the subnets');
	await press('escape', 'escape');
	expect(frame()).toMatch(/▸\s+3\s+digits/v);
	expect(walkthrough.show).not.toHaveBeenCalled();
});

test('Escape leaves what is being done', async () => {
	const {press, frame, walkthrough} = await openWalkthrough(
		stateAt('funds', {work: {kind: 'busy', doing: 'Asking the faucet', since: 0}}),
	);
	expect(frame()).toContain('Esc stop');
	await press('enter', 'escape');

	expect(walkthrough.leave).toHaveBeenCalledOnce();
	expect(walkthrough.show).not.toHaveBeenCalled();
	expect(walkthrough.perform).not.toHaveBeenCalled();
});

test('seconds pass while something is done', async () => {
	const {clock, frame, settle} = await openWalkthrough(stateAt('network'));
	const start = clock.getSnapshot();
	const opened = await openWalkthrough(
		stateAt('network', {work: {kind: 'busy', doing: 'Connecting', since: start}}),
	);
	opened.clock.set(start + 65_000);
	await settle();

	expect(opened.frame()).toContain('Connecting  1 m 5 s');
	expect(frame()).not.toContain('Connecting');
});

test.each(['enter', 'r'])('a failure is tried again by %s', async key => {
	const {press, walkthrough} = await openWalkthrough(
		stateAt('funds', {work: {kind: 'failed', code: 'failed', message: 'The faucet is empty'}}),
	);
	await press(key);

	expect(walkthrough.perform).toHaveBeenCalledOnce();
});

test('a failure is taken off the screen by Escape, and the step stays', async () => {
	const {press, walkthrough, frame} = await openWalkthrough(
		stateAt('funds', {work: {kind: 'failed', code: 'failed', message: 'The faucet is empty'}}),
	);
	expect(frame()).toContain('✖ The faucet is empty');
	await press('escape');

	expect(walkthrough.dismiss).toHaveBeenCalledOnce();
	expect(walkthrough.show).not.toHaveBeenCalled();
	expect(frame()).not.toContain('The faucet is empty');
});

test('what was typed wrong is corrected where it stands, and tried by its own row', async () => {
	const {press, walkthrough, frame} = await openWalkthrough(
		stateAt('register', {
			facts: bill,
			work: {kind: 'failed', code: 'wrong-password', message: 'The password is wrong'},
		}),
	);
	expect(frame()).toContain('✖ The password is wrong');
	expect(frame()).toMatch(/▸ Password/v);
	await press('r', 'enter');
	expect(walkthrough.perform).not.toHaveBeenCalled();

	await press('enter');
	expect(walkthrough.perform).toHaveBeenCalledExactlyOnceWith({password: 'r'});
});

test('a receipt leads on by Enter, as by its key', async () => {
	const {press, walkthrough, frame} = await openWalkthrough({
		...stateAt('mine', {facts: {...bill, uid: 12}}),
		shown: 'register',
	});
	expect(frame()).toContain('] next  ?');
	await press('enter');

	expect(walkthrough.show).toHaveBeenCalledExactlyOnceWith('model');
	expect(walkthrough.perform).not.toHaveBeenCalled();
});

test('an address that nobody answers at is corrected where it stands', async () => {
	const {press, change, walkthrough} = await openWalkthrough(stateAt('network'));
	await press('end', 'enter', 'ws://10.0.0.7', 'enter', 'enter');
	await change({work: {kind: 'failed', code: 'chain-unreachable', message: 'Nobody answers'}});
	await press('up', ':9944', 'enter', 'enter');

	expect(walkthrough.state.getSnapshot().draft.network).toBe('ws://10.0.0.7:9944');
	expect(walkthrough.perform).toHaveBeenCalledTimes(2);
});

test('a wrong password is typed anew', async () => {
	const {press, change, walkthrough} = await openWalkthrough(stateAt('register', {facts: bill}));
	await press('down', 'wrong');
	await change({
		work: {kind: 'failed', code: 'wrong-password', message: 'The password is wrong'},
	});
	await press('hunter2', 'enter', 'enter');

	expect(walkthrough.perform).toHaveBeenCalledExactlyOnceWith({password: 'hunter2'});
});

test('how old the figures are is told by when their block was seen', async () => {
	const {clock, frame, settle, change, walkthrough} = await openWalkthrough(
		stateAt('register', {facts: bill}),
	);
	clock.set(clock.getSnapshot() + 42_000);
	await settle();
	expect(frame()).toContain('block 123,456 · 42 s ago');

	await change({facts: {...walkthrough.state.getSnapshot().facts, block: 123_457}});
	expect(frame()).toContain('block 123,457 · just now');
});

test('nothing of what was typed is lost by going back', async () => {
	const {press, frame} = await openWalkthrough(
		stateAt('mine', {
			facts: {...bill, models, wallets, address: {bind: '127.0.0.2', announce: '127.0.0.2'}},
		}),
	);
	await press('down', '80', '91', 'escape');
	expect(frame()).toContain('Model');
	await press(']');

	expect(frame()).toContain('8091');
	expect(frame()).toContain('127.0.0.2:8091');
});

test('a terminal that is too small says what is needed', async () => {
	const {frame} = await openWalkthrough(stateAt('network'), {columns: 50, rows: 14});

	expect(frame()).toContain('60×16 is needed');
});
