import {expect, test} from 'vitest';
import {
	NotRegisteredError,
	NoSuchSubnetError,
	PriceAboveCapError,
	RegistrationClosedError,
} from '../../../src/payments/registration-errors.ts';
import {
	BadModelError,
	DeviceUnavailableError,
	EngineFailedError,
	RuntimeMissingError,
} from '../../../src/gpu/errors.ts';
import {StateDirectoryError} from '../../../src/devnet/errors.ts';
import {CannotListenError} from '../../../src/miner/errors.ts';
import {
	ControlGoneError,
	ControlTakenError,
	UnsafeDirectoryError,
} from '../../../src/miner/control/errors.ts';
import {UnknownModelError} from '../../../src/models/errors.ts';
import {ChainUnreachableError} from '../../../src/chain/errors.ts';
import {fixOf} from '../../../src/screens/walkthrough/fixes.ts';
import {AlreadyMiningError} from '../../../src/rig/already-mining.ts';
import {MinerHungError} from '../../../src/rig/hung-miner.ts';
import {chooseMinerAddress} from '../../../src/rig/miner-address.ts';
import {parseNetwork} from '../../../src/rig/network/networks.ts';
import {keepPlayKeysOff} from '../../../src/rig/network/play-keys.ts';
import {toProblem} from '../../../src/rig/problem.ts';
import type {WalkthroughStep} from '../../../src/onboarding/walkthrough/state.ts';
import {FileExistsError, PortTakenError} from '../../../src/support/errors.ts';
import {resolveHome} from '../../../src/support/home.ts';
import {
	KeyfileFormatError,
	KeyfilePasswordError,
	PasswordNeededError,
} from '../../../src/wallet/errors.ts';
import {explainMissingColdkey, explainMissingHotkey} from '../../../src/wallet/explain-missing.ts';
import {resolveWallet} from '../../../src/wallet/location.ts';
import {drawWalkthrough} from '../../helpers/screens/walkthrough-screen.tsx';
import {bill, stateAt} from '../../helpers/screens/walkthrough-states.ts';

function thrownBy(work: () => unknown): unknown {
	try {
		work();
	} catch (error) {
		return error;
	}

	throw new Error('Nothing was thrown');
}

const home = resolveHome({directory: '/nonexistent'});
const nowhere = {directory: '/nonexistent', name: 'rig'};

/** Errors that tell a command what to do, and where the walk-through meets them. */
const errors: ReadonlyArray<readonly [WalkthroughStep, unknown, RegExp]> = [
	[
		'network',
		thrownBy(() => {
			keepPlayKeysOff(
				{name: 'devnet', url: 'ws://127.0.0.1:9944', real: true},
				{home, ephemeral: false, walletsDirectory: home.devnet.wallets},
			);
		}),
		/Choose `finney`/v,
	],
	['network', new StateDirectoryError('/nonexistent', 'another chain has it'), /another home/v],
	['wallet', thrownBy(() => resolveWallet({name: '../rig'})), /letters, digits/v],
	['wallet', await explainMissingHotkey(nowhere, 'one'), /`wallet`/v],
	['subnet', new NoSuchSubnetError(7), /`subnet`/v],
	['register', new PriceAboveCapError(2n, 1n), /Raise the cap/v],
	['register', new RegistrationClosedError(7), /`subnet`/v],
	['register', await explainMissingColdkey(nowhere), /`wallet`/v],
	['register', new KeyfilePasswordError('/nonexistent'), /Try again/v],
	['register', new PasswordNeededError('/nonexistent'), /into its field/v],
	['register', new KeyfileFormatError('/nonexistent', 'holds no key'), /`wallet`/v],
	['model', new UnknownModelError('mine', 'there is none'), /from the list/v],
	['model', new BadModelError('mine', 'it is no ONNX'), /another path/v],
	['mine', new BadModelError('mine', 'it is no ONNX'), /`model`/v],
	['mine', new NotRegisteredError(3, '5F', 'btop register --netuid 3'), /`register`/v],
	['mine', new DeviceUnavailableError('cuda', 'it is not there'), /device to `auto`/v],
	['mine', new EngineFailedError(3, 'a fault'), /device to `cpu`/v],
	['mine', new PortTakenError('127.0.0.2:8091'), /another port/v],
	['mine', new CannotListenError('127.0.0.2:80', 'permission denied'), /port above 1023/v],
	['mine', new AlreadyMiningError(4242, [], 'btop stop one'), /Undo the differences/v],
	['mine', new MinerHungError({name: 'one', socket: '/nonexistent'}, 4242), /another terminal/v],
	[
		'mine',
		new MinerHungError({name: 'one', socket: '/nonexistent'}, 4242, {
			cause: new ControlGoneError('/nonexistent'),
		}),
		/start it again here/v,
	],
	['mine', new ControlTakenError('/nonexistent', 4242), /another terminal/v],
	['mine', new ControlGoneError('/nonexistent'), /another terminal/v],
	['mine', new UnsafeDirectoryError('/nonexistent'), /another home/v],
	['mine', thrownBy(() => chooseMinerAddress({isLocal: false, interfaces: {}})), /external port/v],
];

test.each(errors)('at the step %s, %s is mended by what is on the screen', (step, error, words) => {
	const fix = fixOf(toProblem(error), step);

	expect(fix).toMatch(words);
	expect(fix).not.toMatch(/`(?:--|BT_)/v);
	expect(fix?.replaceAll(/`btop (?:stop|logs)`,? in another terminal/gv, '')).not.toContain(
		'`btop',
	);
});

test('what an error says is kept where it names no command', () => {
	for (const [step, error] of [
		['wallet', new FileExistsError('/nonexistent')],
		['mine', new RuntimeMissingError('it is not there')],
		['network', thrownBy(() => parseNetwork('nowhere'))],
	] as const) {
		const problem = toProblem(error);

		expect(problem.fix).toBeDefined();
		expect(fixOf(problem, step)).toBe(problem.fix);
	}
});

test('a devnet that ended can be started again', () => {
	const problem = toProblem(new ChainUnreachableError('ws://127.0.0.1:9944', 'it is gone'));

	expect(fixOf(problem, 'mine', {isDevnet: true})).toContain('choose `devnet` again');
	expect(fixOf(problem, 'mine')).toBe(problem.fix);
});

test('a command for which the screen has no words is not named', () => {
	expect(fixOf({code: 'failed', fix: 'Give `--wait`.'}, 'funds')).toBeUndefined();
	expect(fixOf({code: 'failed'}, 'funds')).toBeUndefined();
});

test('failures and problems are shown with the words of the screen', () => {
	const problem = toProblem(new PriceAboveCapError(2n, 1n));
	const size = {columns: 120, rows: 40};
	for (const state of [
		stateAt('register', {facts: bill, work: {kind: 'failed', ...problem}}),
		stateAt('register', {facts: {...bill, problem}}),
	]) {
		expect(drawWalkthrough(state, size)).toContain('Raise the cap');
	}
});
