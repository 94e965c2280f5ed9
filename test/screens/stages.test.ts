import {setImmediate} from 'node:timers/promises';
import {expect, test, vi} from 'vitest';
import {createStages} from '../../src/screens/stages.ts';
import {minerFiles} from '../../src/steps/miner-files.ts';
import type {Monitors} from '../../src/steps/monitors.ts';
import {resolveHome} from '../../src/support/home.ts';
import {createWalkthroughDouble} from '../helpers/walkthrough-screen.tsx';
import {hotkey, stateAt} from '../helpers/walkthrough-states.ts';

function open() {
	const walkthrough = createWalkthroughDouble(stateAt('network'));
	const createWalk = vi.fn(async () => walkthrough);
	const onFault = vi.fn<(error: unknown) => void>();
	const openMonitors = vi.fn<Monitors['open']>(async () => []);
	const monitors: Monitors = {
		open: openMonitors,
		pids: () => [],
		close: async () => undefined,
	};
	const stages = createStages({monitors, findRunning: async () => [], createWalk, onFault});
	const kind = () => stages.stage.getSnapshot().kind;
	return {walkthrough, createWalk, onFault, stages, kind, openMonitors};
}

test('however often it is asked for, there is one walk at a time', async () => {
	const {createWalk, stages, kind} = open();
	stages.walk();
	stages.walk();
	await setImmediate();

	expect(kind()).toBe('walkthrough');
	expect(createWalk).toHaveBeenCalledOnce();
});

test('a walk that is done leads to the monitor, and is closed once', async () => {
	const {walkthrough, createWalk, stages, kind} = open();
	stages.walk();
	await setImmediate();
	walkthrough.change({isDone: true});
	walkthrough.change({work: {kind: 'idle'}});
	await setImmediate();
	expect(kind()).toBe('monitor');
	expect(walkthrough.close).toHaveBeenCalledOnce();

	stages.walk();
	await setImmediate();
	expect(createWalk).toHaveBeenCalledTimes(2);
});

test('a miner that ended as soon as it was started is shown all the same', async () => {
	const {walkthrough, stages, openMonitors} = open();
	const files = minerFiles(resolveHome({directory: '/nowhere', env: {}}), {
		network: 'devnet',
		netuid: 3,
		hotkey,
	});
	walkthrough.found.mockReturnValue({minerFiles: files});
	stages.walk();
	await setImmediate();
	walkthrough.change({isDone: true});
	await setImmediate();

	expect(openMonitors).toHaveBeenCalledExactlyOnceWith([files]);
});

test('a walk that came from the monitor leads back to it', async () => {
	const {walkthrough, stages} = open();
	await stages.watch([]);
	const before = stages.stage.getSnapshot();
	stages.walk();
	await setImmediate();
	const shown = stages.stage.getSnapshot();
	(shown.kind === 'walkthrough' ? shown.onMonitor : undefined)?.();
	await setImmediate();

	expect(stages.stage.getSnapshot()).toBe(before);
	expect(walkthrough.close).toHaveBeenCalledOnce();
});

test('a fault beside the screen is told', async () => {
	const {createWalk, onFault, stages} = open();
	const fault = new Error('no such file');
	createWalk.mockRejectedValue(fault);
	stages.walk();
	await setImmediate();

	expect(onFault).toHaveBeenCalledExactlyOnceWith(fault);
});

test('what is on its way when the screens close is not begun', async () => {
	const {walkthrough, stages, kind} = open();
	stages.walk();
	await stages.close();
	await setImmediate();

	expect(kind()).toBe('opening');
	expect(walkthrough.resume).not.toHaveBeenCalled();
});
