import {defineCall} from '../../pallet/calls.ts';
import {ensureSigned} from '../../pallet/origin.ts';
import {accountId, bytes} from '../../scale/bytes.ts';
import {u16, u64} from '../../scale/numbers.ts';
import {claimHotkey} from '../accounts/hotkeys.ts';
import {register} from './register.ts';
import {registerOnRoot} from './root-register.ts';

/** Calls that give hotkeys UIDs. */
export const registrationCalls = {
	/** The same as `burned_register` since proof of work was removed; the other arguments are ignored. */
	register: defineCall({
		index: 6,
		args: {
			netuid: u16,
			block_number: u64,
			nonce: u64,
			work: bytes,
			hotkey: accountId,
			coldkey: accountId,
		},
		run(context, {netuid, hotkey}) {
			register(context, {netuid, hotkey, coldkey: ensureSigned(context)});
		},
	}),
	burned_register: defineCall({
		index: 7,
		args: {netuid: u16, hotkey: accountId},
		run(context, {netuid, hotkey}) {
			register(context, {netuid, hotkey, coldkey: ensureSigned(context)});
		},
	}),
	register_limit: defineCall({
		index: 134,
		args: {netuid: u16, hotkey: accountId, limit_price: u64},
		run(context, {netuid, hotkey, limit_price: limit}) {
			register(context, {netuid, hotkey, limit, coldkey: ensureSigned(context)});
		},
	}),
	root_register: defineCall({
		index: 62,
		args: {hotkey: accountId},
		run(context, {hotkey}) {
			registerOnRoot(context, {hotkey, coldkey: ensureSigned(context)});
		},
	}),
	try_associate_hotkey: defineCall({
		index: 91,
		args: {hotkey: accountId},
		run(context, {hotkey}) {
			claimHotkey(context, {hotkey, coldkey: ensureSigned(context)});
		},
	}),
};
