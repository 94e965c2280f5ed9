import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {shippedModelsDirectory} from '../../src/models/shipped.ts';
import {parseNetwork} from '../../src/rig/network/networks.ts';
import {findRunningMiners, stopMiner} from '../../src/rig/running-miners.ts';
import {openSettings} from '../../src/rig/network/settings.ts';
import {
	createWalkthrough,
	type Walkthrough,
} from '../../src/onboarding/walkthrough/create-walkthrough.ts';
import {emptyDraft} from '../../src/onboarding/walkthrough/draft.ts';
import type {WalkthroughState, WalkthroughStep} from '../../src/onboarding/walkthrough/state.ts';
import {createWorld} from '../../src/rig/network/world.ts';
import {resolveHome} from '../../src/support/home.ts';
import {entry} from '../helpers/btop.ts';
import {type DevnetProcess, startDevnetProcess} from '../helpers/chain/devnet-process.ts';

let devnet: DevnetProcess;
let directory: string;
const life = new AbortController();
const opened: Walkthrough[] = [];

beforeAll(async () => {
	directory = await mkdtemp(path.join(tmpdir(), 'btop-walk-'));
	devnet = await startDevnetProcess(['--block-time', '100']);
});

afterAll(async () => {
	await Promise.all(opened.map(async walkthrough => walkthrough.close()));
	const running = await findRunningMiners(resolveHome({directory}));
	await Promise.all(running.map(async miner => stopMiner(miner, life)));
	await devnet.stop();
	await rm(directory, {recursive: true});
});

function open(chosen: readonly WalkthroughStep[] = []): Walkthrough {
	const home = resolveHome({directory});
	const settings = openSettings(home);
	const {network, wallet, walletHotkey, netuids} = settings.read();
	const walkthrough = createWalkthrough({
		settings,
		chosen: new Set(chosen),
		draft: {
			...emptyDraft,
			network: network ?? 'devnet',
			wallet: wallet ?? 'default',
			hotkeyName: walletHotkey ?? 'default',
			way: wallet === undefined ? 'new' : 'existing',
			netuid: netuids?.[network ?? 'devnet'],
		},
		createWorld: ({network: name, signal, report}) =>
			createWorld({
				home,
				network: parseNetwork(name),
				walletPath: path.join(directory, 'wallets'),
				modelsDirectory: shippedModelsDirectory(entry),
				command: [process.execPath, entry],
				signal,
				report,
			}),
		signal: life.signal,
	});
	opened.push(walkthrough);
	return walkthrough;
}

/** Wait until the state is as it should be. */
async function until(
	{state}: Walkthrough,
	isSo: (state: WalkthroughState) => boolean,
): Promise<WalkthroughState> {
	const {promise, resolve} = Promise.withResolvers<WalkthroughState>();
	const look = () => {
		if (isSo(state.getSnapshot())) {
			resolve(state.getSnapshot());
		}
	};

	const forget = state.subscribe(look);
	look();
	try {
		return await promise;
	} finally {
		forget();
	}
}

const isAt = (step: WalkthroughStep) => (state: WalkthroughState) =>
	state.shown === step && state.work.kind === 'idle';

test('a newcomer walks from an empty home to a running miner by hand', async () => {
	const walkthrough = open();
	await walkthrough.resume();
	expect(walkthrough.state.getSnapshot()).toMatchObject({shown: 'network', work: {kind: 'idle'}});

	walkthrough.edit({network: 'ws://127.0.0.1:1'});
	await walkthrough.perform();
	expect(walkthrough.state.getSnapshot()).toMatchObject({
		shown: 'network',
		work: {kind: 'failed', code: 'chain-unreachable'},
	});

	walkthrough.edit({network: devnet.url});
	await walkthrough.perform();
	await until(walkthrough, ({shown, facts}) => shown === 'wallet' && facts.wallets !== undefined);

	walkthrough.edit({way: 'new', wallet: 'rig', hotkeyName: 'one'});
	const making = walkthrough.perform({password: ''});
	const {work} = await until(walkthrough, ({work: {kind}}) => kind === 'words');
	expect(work).toMatchObject({words: expect.stringMatching(/^(?:[a-z]+ ){11}[a-z]+$/v)});
	walkthrough.leave();
	await making;
	expect(walkthrough.state.getSnapshot()).toMatchObject({
		shown: 'wallet',
		work: {kind: 'idle'},
		draft: {wallet: 'rig', hotkeyName: 'one'},
	});

	const again = walkthrough.perform({password: ''});
	await until(walkthrough, ({work: {kind}}) => kind === 'words');
	walkthrough.confirmWords();
	await again;
	expect(walkthrough.state.getSnapshot()).toMatchObject({shown: 'funds'});

	await walkthrough.perform();
	const {facts} = await until(
		walkthrough,
		state => isAt('subnet')(state) && state.facts.subnets !== undefined,
	);
	expect(facts.subnets!.map(({subnet: {netuid}}) => netuid)).toEqual([1, 2, 3, 4]);
	expect(facts.subnets!.find(({subnet}) => subnet.netuid === 3)).toMatchObject({
		obstacle: undefined,
		freeUids: 0,
	});

	walkthrough.edit({netuid: 3});
	await walkthrough.perform();
	const {facts: bill} = await until(
		walkthrough,
		state => isAt('register')(state) && state.facts.plan !== undefined,
	);
	expect(bill).toMatchObject({eviction: {kind: 'evicts'}, isOpen: true, hasColdkey: true});
	expect(bill.equal).toMatchObject({netuid: 3, wallet: 'rig', hotkeyName: 'one'});

	// A cap that is half typed, or too low, keeps nothing from being read.
	for (const cap of ['much', '0.000000001']) {
		const {block: before = 0} = walkthrough.state.getSnapshot().facts;
		walkthrough.edit({cap});
		const {facts: read} = await until(walkthrough, ({facts: {block = 0}}) => block > before + 5);
		expect(read).toMatchObject({problem: undefined});
	}

	walkthrough.edit({cap: ''});
	walkthrough.show('subnet');
	expect(walkthrough.state.getSnapshot()).toMatchObject({shown: 'subnet', draft: {netuid: 3}});
	walkthrough.show('mine');
	expect(walkthrough.state.getSnapshot()).toMatchObject({shown: 'subnet'});
	walkthrough.show('register');

	// What is typed for an earlier step and not done counts for none of the later ones.
	walkthrough.show('network');
	walkthrough.edit({network: 'ws://127.0.0.1:1'});
	walkthrough.show('wallet');
	walkthrough.edit({wallet: 'another'});
	walkthrough.show('funds');
	const {facts: purse} = walkthrough.state.getSnapshot();
	await until(walkthrough, ({facts: {block}}) => block !== undefined && block !== purse.block);
	// Nor is one sent on who came back to look.
	expect(walkthrough.state.getSnapshot()).toMatchObject({shown: 'funds', work: {kind: 'idle'}});
	walkthrough.show('register');

	walkthrough.edit({cap: '0.000000001'});
	await walkthrough.perform();
	expect(walkthrough.state.getSnapshot()).toMatchObject({
		shown: 'register',
		work: {kind: 'failed', code: 'price-above-cap'},
	});
	walkthrough.edit({cap: ''});
	await until(
		walkthrough,
		({facts: {plan, problem}}) => plan !== undefined && problem === undefined,
	);
	await walkthrough.perform();
	await until(walkthrough, ({shown, facts: {models}}) => shown === 'model' && models !== undefined);

	walkthrough.edit({model: 'image-base'});
	await walkthrough.perform();
	await until(walkthrough, ({shown, facts: {address}}) => shown === 'mine' && Boolean(address));
	await walkthrough.perform();
	expect(walkthrough.state.getSnapshot()).toMatchObject({
		isDone: true,
		facts: {network: {name: devnet.url}},
		steps: Array.from({length: 7}, () => ({isMet: true})),
	});
	await walkthrough.close();
});

test('a walk that was left resumes at the first step that is not met', async () => {
	const [running] = await findRunningMiners(resolveHome({directory}));
	await stopMiner(running!, life);
	const walkthrough = open(['network', 'wallet']);
	await walkthrough.resume();

	const {steps} = await until(walkthrough, isAt('mine'));
	expect(steps.map(({isMet}) => isMet)).toEqual([true, true, true, true, true, true, false]);
});
