import * as v from 'valibot';
import {formatAlpha, formatTao} from '../chain/amount.ts';
import {formatIp} from '../chain/subtensor/ip.ts';
import type {SignedCall} from '../ledger/signed.ts';

/** A description of a signed call. */
export type CallDescription = {
	/** A noun phrase such as `transfer of 1 TAO to 5F…`. */
	readonly text: string;
	/** Rao, or alpha's 1e-9 unit. */
	readonly amount?: bigint;
	/** SS58 of the recipient, or of the hotkey it is for. */
	readonly destination?: string;
};

const amount = v.pipe(v.string(), v.regex(/^\d{1,20}$/v), v.toBigint());
const ofSubnet = {netuid: v.number(), hotkey: v.string()};

/** The calls that btop signs, with their arguments as the ledger stores them. */
const transfer = v.pipe(
	v.object({dest: v.string(), value: amount}),
	v.transform(({dest, value}) => ({
		text: `transfer of ${formatTao(value)} TAO to ${dest}`,
		amount: value,
		destination: dest,
	})),
);
const registration = v.pipe(
	v.object({...ofSubnet, limitPrice: v.optional(amount)}),
	v.transform(({netuid, hotkey, limitPrice}) => ({
		text: `registration of ${hotkey} on subnet ${netuid}${limitPrice === undefined ? '' : `, for at most ${formatTao(limitPrice)} TAO`}`,
		amount: limitPrice,
		destination: hotkey,
	})),
);
const stake = v.pipe(
	v.object({...ofSubnet, amountStaked: amount}),
	v.transform(({netuid, hotkey, amountStaked}) => ({
		text: `stake of ${formatTao(amountStaked)} TAO to ${hotkey} on subnet ${netuid}`,
		amount: amountStaked,
		destination: hotkey,
	})),
);
const unstake = v.pipe(
	v.object({...ofSubnet, amountUnstaked: v.optional(amount)}),
	v.transform(({netuid, hotkey, amountUnstaked}) => ({
		text: `sale of ${amountUnstaked === undefined ? 'all' : formatAlpha(amountUnstaked)} alpha of ${hotkey} on subnet ${netuid}`,
		amount: amountUnstaked,
		destination: hotkey,
	})),
);
const announcement = v.pipe(
	v.object({netuid: v.number(), ip: amount, port: v.number(), ipType: v.picklist([4, 6])}),
	v.transform(({netuid, ip, port, ipType}) => ({
		text: `announcement of ${formatIp({value: ip, version: ipType})}, port ${port}, on subnet ${netuid}`,
	})),
);

const known: Readonly<Record<string, v.GenericSchema<unknown, CallDescription>>> = {
	'Balances.transfer_keep_alive': transfer,
	'SubtensorModule.register_limit': registration,
	'SubtensorModule.burned_register': registration,
	'SubtensorModule.add_stake': stake,
	'SubtensorModule.add_stake_limit': stake,
	'SubtensorModule.remove_stake': unstake,
	'SubtensorModule.remove_stake_limit': unstake,
	'SubtensorModule.remove_stake_full_limit': unstake,
	'SubtensorModule.serve_axon': announcement,
};

/** Describe a signed call; an unknown one by its name. */
export function describeCall({call, args}: Pick<SignedCall, 'call' | 'args'>): CallDescription {
	const parsed = known[call] && v.safeParse(known[call], args);
	return parsed?.success ? parsed.output : {text: `call ${call}`};
}
