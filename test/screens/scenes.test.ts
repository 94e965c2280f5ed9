import path from 'node:path';
import {setImmediate} from 'node:timers/promises';
import {expect, test, vi} from 'vitest';
import {createScenes, type ScenesOptions} from '../../src/screens/scenes.ts';
import {minerFiles} from '../../src/rig/miner-files.ts';
import {writeMinerOptions} from '../../src/rig/miner-options.ts';
import type {Monitors} from '../../src/rig/monitors.ts';
import {resolveHome} from '../../src/support/home.ts';
import {makeTemporaryFolder} from '../helpers/temporary-folder.ts';
import {createWalkthroughDouble} from '../helpers/screens/walkthrough-screen.tsx';
import {hotkey, stateAt} from '../helpers/screens/walkthrough-states.ts';
import {until} from '../helpers/until.ts';

function open() {
	const walkthrough = createWalkthroughDouble(stateAt('network'));
	const prepareWalk = vi.fn<ScenesOptions['prepareWalk']>(async () => walkthrough);
	const onFault = vi.fn<(error: unknown) => void>();
	const openMonitors = vi.fn<Monitors['open']>(async () => []);
	const monitors: Monitors = {
		open: openMonitors,
		pids: () => [],
		close: async () => undefined,
	};
	const scenes = createScenes({monitors, findRunning: async () => [], prepareWalk, onFault});
	const kind = () => scenes.scene.getSnapshot().kind;
	return {walkthrough, prepareWalk, onFault, scenes, kind, openMonitors};
}

test('however often it is asked for, there is one walk at a time', async () => {
	const {prepareWalk, scenes, kind} = open();
	scenes.walk();
	scenes.walk();
	await setImmediate();

	expect(kind()).toBe('walkthrough');
	expect(prepareWalk).toHaveBeenCalledOnce();
});

test('a walk that is done leads to the monitor, and is closed once', async () => {
	const {walkthrough, prepareWalk, scenes, kind} = open();
	scenes.walk();
	await setImmediate();
	walkthrough.change({isDone: true});
	walkthrough.change({work: {kind: 'idle'}});
	await setImmediate();
	expect(kind()).toBe('monitor');
	expect(walkthrough.close).toHaveBeenCalledOnce();

	scenes.walk();
	await setImmediate();
	expect(prepareWalk).toHaveBeenCalledTimes(2);
});

test('a miner that ended as soon as it was started is shown all the same', async () => {
	const {walkthrough, scenes, openMonitors} = open();
	const files = minerFiles(resolveHome({directory: '/nowhere', env: {}}), {
		network: 'devnet',
		netuid: 3,
		hotkey,
	});
	walkthrough.found.mockReturnValue({minerFiles: files});
	scenes.walk();
	await setImmediate();
	walkthrough.change({isDone: true});
	await setImmediate();

	expect(openMonitors).toHaveBeenCalledExactlyOnceWith([files]);
});

test('a walk that came from the monitor leads back to it', async () => {
	const {walkthrough, scenes} = open();
	await scenes.watch([]);
	const before = scenes.scene.getSnapshot();
	scenes.walk();
	await setImmediate();
	const shown = scenes.scene.getSnapshot();
	(shown.kind === 'walkthrough' ? shown.onMonitor : undefined)?.();
	await setImmediate();

	expect(scenes.scene.getSnapshot()).toBe(before);
	expect(walkthrough.close).toHaveBeenCalledOnce();
});

test('whoever enters again does it as that miner was started', async () => {
	const {prepareWalk, scenes} = open();
	const optionsFile = path.join(await makeTemporaryFolder('scenes'), 'miner.options.json');
	await writeMinerOptions(optionsFile, {
		network: 'finney',
		url: 'wss://node.example',
		netuid: 3,
		task: 'image',
		walletsDirectory: '/mnt/keys',
		wallet: 'rig',
		hotkeyName: 'one',
		model: {name: 'mine', path: '/models/mine.onnx', format: 'tensor'},
		device: 'cuda',
		bind: '0.0.0.0',
		port: 8091,
		externalIp: '203.0.113.7',
		socket: '',
		log: '',
		ledger: '',
	});
	scenes.enterAgain({optionsFile});
	await until(() => prepareWalk.mock.calls.length > 0);

	expect(prepareWalk).toHaveBeenCalledExactlyOnceWith({
		network: 'finney',
		netuid: 3,
		walletPath: '/mnt/keys',
		wallet: 'rig',
		hotkeyName: 'one',
		model: '/models/mine.onnx',
		device: 'cuda',
		port: '8091',
		externalIp: '203.0.113.7',
		externalPort: '',
	});
});

test('a fault beside the screen is told', async () => {
	const {prepareWalk, onFault, scenes} = open();
	const fault = new Error('no such file');
	prepareWalk.mockRejectedValue(fault);
	scenes.walk();
	await setImmediate();

	expect(onFault).toHaveBeenCalledExactlyOnceWith(fault);
});

test('what is on its way when the screens close is not begun', async () => {
	const {walkthrough, scenes, kind} = open();
	scenes.walk();
	await scenes.close();
	await setImmediate();

	expect(kind()).toBe('opening');
	expect(walkthrough.resume).not.toHaveBeenCalled();
});
