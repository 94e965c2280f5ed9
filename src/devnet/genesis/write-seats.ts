import type {BlockContext} from '../pallet/context.ts';
import {becomeDelegate, claimHotkey, type KeyPair} from '../subtensor/accounts/hotkeys.ts';
import {appendNeuron, setAt} from '../subtensor/registration/neurons.ts';
import {hyperparameterItems} from '../subtensor/storage/hyperparameters.ts';
import {consensusItems} from '../subtensor/storage/neurons.ts';
import {registrationItems} from '../subtensor/storage/registration.ts';
import {accountFrom, arenaAccounts, arenaSeats, type ArenaAccount} from './accounts.ts';
import {endow, endowAlpha, endowRootStake} from './endowment.ts';

/** 1 TAO or 1 alpha in rao. */
const whole = 1_000_000_000n;

/** Each coldkey's balance, for fees and for registering again after an eviction. */
const pocketMoney = 1000n * whole;

/** The stake of a subnet's validators: alpha on it, different for each, and TAO on root. */
const validatorAlpha = [60_000n * whole, 40_000n * whole] as const;
const validatorRoot = 10_000n * whole;

/** Fill a subnet with the arena's validators and rivals, so that a newcomer has to replace someone. */
export function writeSeats(context: BlockContext, netuid: number): void {
	const accounts = arenaAccounts(netuid);
	context.set(registrationItems.MaxAllowedUids, netuid, accounts.length);
	context.set(hyperparameterItems.MaxAllowedValidators, netuid, arenaSeats.validator);
	// If all but the validators are immune, an immune one is evicted.
	context.set(registrationItems.MinNonImmuneUids, netuid, arenaSeats.validator);
	for (const account of accounts) {
		seat(context, netuid, account);
	}
}

function seat(context: BlockContext, netuid: number, {role, index, ...uris}: ArenaAccount) {
	const keys = {hotkey: accountFrom(uris.hotkey), coldkey: accountFrom(uris.coldkey)};
	claimHotkey(context, keys);
	endow(context, keys.coldkey, pocketMoney);
	const uid = appendNeuron(context, netuid, keys.hotkey);
	if (role === 'validator') {
		writeValidator(context, keys, {netuid, uid, alpha: validatorAlpha[index] ?? whole});
	}
}

type Validator = {readonly netuid: number; readonly uid: number; readonly alpha: bigint};

function writeValidator(context: BlockContext, keys: KeyPair, {netuid, uid, alpha}: Validator) {
	becomeDelegate(context, keys.hotkey);
	endowAlpha(context, {...keys, netuid}, alpha);
	endowRootStake(context, keys, validatorRoot);
	setAt(context, consensusItems.ValidatorPermit, {netuid, uid}, true);
}
