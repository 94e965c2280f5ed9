import {defineCall} from '../../pallet/calls.ts';
import {ensure} from '../../pallet/errors.ts';
import {ensureSigned} from '../../pallet/origin.ts';
import {bytes} from '../../scale/bytes.ts';
import {errors} from '../errors.ts';
import {subnetEvents} from '../events.ts';
import {neuronItems} from '../storage/neurons.ts';
import {accountItems} from '../storage/stake.ts';
import type {ChainIdentity} from '../types.ts';

/** The maximum length of each part, in bytes. */
const longest: Readonly<Record<keyof ChainIdentity, number>> = {
	name: 256,
	url: 256,
	github_repo: 256,
	image: 1024,
	discord: 256,
	description: 1024,
	additional: 1024,
};

const parts = Object.keys(longest) as Array<keyof ChainIdentity>;

/** The call by which a coldkey sets its identity. It needs a hotkey that is registered on some subnet. */
export const identityCalls = {
	set_identity: defineCall({
		index: 68,
		args: {
			name: bytes,
			url: bytes,
			github_repo: bytes,
			image: bytes,
			discord: bytes,
			description: bytes,
			additional: bytes,
		},
		run(context, identity) {
			const coldkey = ensureSigned(context);
			const isRegistered = context
				.get(accountItems.OwnedHotkeys, coldkey)
				.some(hotkey => context.keys(neuronItems.IsNetworkMember, hotkey).length > 0);
			ensure(isRegistered, errors.HotKeyNotRegisteredInNetwork);
			ensure(
				parts.every(part => identity[part].length <= longest[part]),
				errors.InvalidIdentity,
			);
			context.set(accountItems.IdentitiesV2, coldkey, identity);
			context.emit(subnetEvents.ChainIdentitySet, coldkey);
		},
	}),
};
