import {setImmediate} from 'node:timers/promises';
import {expect, test, vi} from 'vitest';
import type {MonitoredMiner} from '../../../src/rig/monitored-miner.ts';
import MonitorScreen from '../../../src/screens/monitor/MonitorScreen.tsx';
import type {LiveMiner} from '../../../src/rig/live-miner.ts';
import {PortTakenError} from '../../../src/support/errors.ts';
import {createStore} from '../../../src/support/store.ts';
import {mount} from '../../helpers/screens/keyboard.tsx';
import {createLiveMiner, now} from '../../helpers/miner/live-miner.ts';

function createMiner(name: string, value: LiveMiner = createLiveMiner()) {
	const live = createStore({value, now});
	const stop = vi.fn<() => Promise<void>>(async () => undefined);
	const restart = vi.fn<() => Promise<void>>(async () => undefined);
	return {name, optionsFile: `${name}.options.json`, live, stop, restart} satisfies MonitoredMiner;
}

type Miner = ReturnType<typeof createMiner>;

async function open(...miners: readonly Miner[]) {
	const onLeave = vi.fn();
	const onEnterAgain = vi.fn();
	const screen = await mount(
		<MonitorScreen miners={miners} version="0.1.0" onLeave={onLeave} onEnterAgain={onEnterAgain} />,
	);
	return {
		...screen,
		onLeave,
		onEnterAgain,
		/** Let a second pass, and something happen to the first miner in it. */
		async tick(seconds = 1, change: Partial<LiveMiner> = {}) {
			const {value, now: before} = miners[0]!.live.getSnapshot();
			miners[0]!.live.set({value: {...value, ...change}, now: before + seconds * 1000});
			await settle();
		},
	};
}

async function settle() {
	for (let turn = 0; turn < 4; turn++) {
		await setImmediate();
	}
}

const gone = createLiveMiner({}, {link: 'gone', since: now - 5000});
const evicted = createLiveMiner({state: {phase: 'deregistered', uid: null}});

test('q leaves, and says which processes go on', async () => {
	const {press, onLeave} = await open(createMiner('one'), createMiner('two', gone));
	await press('q');

	expect(onLeave).toHaveBeenCalledExactlyOnceWith({kind: 'left', pids: [41_722]});
});

test('Ctrl-C leaves as interrupted, from a question too', async () => {
	const {press, onLeave} = await open(createMiner('one'));
	await press('Q', 'ctrl-c');

	expect(onLeave).toHaveBeenCalledExactlyOnceWith({kind: 'interrupted', pids: [41_722]});
});

test('Q asks, and no is the first answer', async () => {
	const miner = createMiner('one');
	const {press, frame, onLeave} = await open(miner);
	await press('Q');
	expect(frame()).toContain('Stop the miner with UID 12 on subnet 3?');
	await press('enter');

	expect(frame()).not.toContain('Stop the miner with UID 12 on subnet 3?');
	expect(miner.stop).not.toHaveBeenCalled();
	expect(onLeave).not.toHaveBeenCalled();
});

test('after a yes it waits for the miner to end, then leaves', async () => {
	const miner = createMiner('one');
	const {promise, resolve} = Promise.withResolvers<void>();
	miner.stop.mockReturnValue(promise);
	const {press, frame, tick, onLeave} = await open(miner);
	await press('Q', 'y');
	await tick(3);
	expect(frame()).toContain('Stopping the miner with UID 12 on subnet 3  3 s');
	expect(onLeave).not.toHaveBeenCalled();
	resolve();
	await settle();

	expect(onLeave).toHaveBeenCalledExactlyOnceWith({kind: 'stopped', pids: [41_722]});
});

test('a miner that cannot be stopped stays, and says why', async () => {
	const miner = createMiner('one');
	miner.stop.mockRejectedValue(new Error('no answer'));
	const {press, frame, onLeave} = await open(miner);
	await press('Q', 'y');
	expect(frame()).toContain('UID 12 on subnet 3 did not stop. no answer');
	expect(onLeave).not.toHaveBeenCalled();

	await press('enter');
	expect(frame()).not.toContain('did not stop');
});

test('when one of two miners was stopped, the other goes on', async () => {
	const {press, frame, onLeave} = await open(createMiner('one'), createMiner('two'));
	await press('Q', 'y');

	expect(frame()).toContain('Stopped the miner with UID 12 on subnet 3; 1 still running');
	expect(onLeave).not.toHaveBeenCalled();
});

test('? shows all keys from the same data, and Escape closes it', async () => {
	const {press, frame} = await open(createMiner('one'));
	await press('?');
	expect(frame()).toContain('Stop the miner (asks first)');
	expect(frame()).toContain('Ctrl-Z');
	expect(frame()).toContain('the UID is still yours');
	await press('escape');

	expect(frame()).toContain('[2] queries');
});

test('a number shows a panel alone, and again or Escape all of them', async () => {
	const {press, frame} = await open(createMiner('one'));
	await press('3');
	expect(frame()).toContain('[3] rank');
	expect(frame()).not.toContain('[4] earnings');
	await press('4');
	expect(frame()).not.toContain('[3] rank');
	await press('4');
	expect(frame()).toContain('[3] rank');
	await press('7', 'escape');

	expect(frame()).toContain('[3] rank');
});

test('the log is looked back in, and comes forward again', async () => {
	const log = Array.from({length: 100}, (_, index) => `line ${index}`);
	const {press, frame} = await open(createMiner('one', createLiveMiner({}, {log})));
	await press('l');
	expect(frame()).toContain('line 99');
	await press('pageup');
	expect(frame()).not.toContain('line 99');
	await press('home');
	expect(frame()).toContain('line 0 ');
	await press('end');

	expect(frame()).toContain('line 99');
});

test('the validators have a marked row that moves', async () => {
	const {press, frame} = await open(createMiner('one'));
	await press('7', 'down');

	expect(frame()).toMatch(/▸ +1 /v);
});

test('where nothing scrolls, the key says what to show first', async () => {
	const {press, frame, tick} = await open(createMiner('one'));
	await press('down');
	expect(frame()).toContain('show the log (l) or the validators (7) first');
	await tick(6);

	expect(frame()).not.toContain('show the log (l)');
});

test('p lets the picture stand still, and says for how long', async () => {
	const {press, frame, tick} = await open(createMiner('one'));
	await press('p');
	await tick(7, {log: ['something new']});
	expect(frame()).toContain('PAUSED 7 s');
	expect(frame()).toContain('4,211,907, now');
	await press(' ');

	expect(frame()).not.toContain('PAUSED');
	expect(frame()).toContain('4,211,907, 10 s');
});

test('a picture of a miner that has ended does not stand still', async () => {
	const miner = createMiner('one');
	const {press, frame, tick} = await open(miner);
	await press('p');
	await tick(1, {link: 'gone', since: now});
	expect(frame()).not.toContain('PAUSED');
	expect(frame()).toContain('The miner has stopped');
	await press('r');

	expect(miner.restart).toHaveBeenCalledOnce();
});

test('a picture from before a miner came back does not return', async () => {
	const {press, frame, tick} = await open(createMiner('one'));
	await press('p');
	await tick(1, {link: 'silent', since: now});
	await tick(1, {link: 'live', since: now + 2000});
	expect(frame()).not.toContain('PAUSED');
	await press('p');
	await tick();

	expect(frame()).toContain('PAUSED 1 s');
});

test('r starts a miner that has ended, and else says why not', async () => {
	const miner = createMiner('one');
	const {press, frame, tick} = await open(miner);
	await press('r');
	expect(frame()).toContain('the miner is running; Q stops it');
	await tick(1, {link: 'gone', since: now});
	await press('r');

	expect(miner.restart).toHaveBeenCalledOnce();
	expect(frame()).toContain('The miner is running again');
});

test('a miner that cannot be started says why', async () => {
	const miner = createMiner('one', gone);
	miner.restart.mockRejectedValue(new PortTakenError('127.0.0.2:8091'));
	const {press, frame, onLeave} = await open(miner);
	await press('r');
	expect(frame()).toContain('did not start. Another program already');
	expect(frame()).toContain(
		'Enter another port, leave it empty for any free port, or stop that program.',
	);
	expect(frame()).toContain('btop resumes at that step');

	await press('q');
	expect(onLeave).toHaveBeenCalledOnce();
});

test('a miner that has ended cannot be stopped', async () => {
	const {press, frame} = await open(createMiner('one', gone));
	await press('Q');

	expect(frame()).toContain('it has already stopped');
});

test('e enters again when the UID is lost, and else says why not', async () => {
	const miner = createMiner('one', evicted);
	const lost = await open(miner);
	await lost.press('e');
	expect(lost.onEnterAgain).toHaveBeenCalledExactlyOnceWith(miner);
	lost.unmount();

	const {press, frame, onEnterAgain} = await open(createMiner('one'));
	await press('e');

	expect(frame()).toContain('the UID is still yours');
	expect(onEnterAgain).not.toHaveBeenCalled();
});

test('several miners are switched through, both ways', async () => {
	const {press, frame} = await open(
		createMiner('one'),
		createMiner('two', evicted),
		createMiner('three', gone),
	);
	expect(frame()).toContain('1 of 3');
	await press(']');
	expect(frame()).toContain('evicted');
	await press('tab');
	expect(frame()).toContain('ended');
	await press(']');
	expect(frame()).toContain('1 of 3');
	await press('[');

	expect(frame()).toContain('3 of 3');
});

test('a single miner says that there is no other', async () => {
	const {press, frame} = await open(createMiner('one'));
	await press(']');

	expect(frame()).toContain('this is the only miner');
});

test('a shows all alerts', async () => {
	const {press, frame} = await open(
		createMiner(
			'one',
			createLiveMiner({
				state: {
					problems: [
						{kind: 'engine', message: 'The engine died'},
						{kind: 'ledger', message: 'The ledger is full'},
						{kind: 'chain', message: 'No answer'},
					],
				},
			}),
		),
	);
	expect(frame()).toContain('2 more alerts: press a');
	await press('a');

	expect(frame()).toContain('The ledger is full');
	expect(frame()).toContain('No answer');
});
