import type {StateReader} from '../../pallet/context.ts';
import {defineApiMethod} from '../../pallet/runtime-apis.ts';
import {accountId, type AccountId} from '../../scale/bytes.ts';
import {btreeMap, option, vec} from '../../scale/collections.ts';
import {struct, tuple} from '../../scale/composites.ts';
import {bool, u16, u64} from '../../scale/numbers.ts';
import type {ValueOf} from '../../scale/type.ts';
import {getSwapFee} from '../market/market.ts';
import {isRegistered} from '../registration/neurons.ts';
import {getStake, type Position} from '../stake/alpha.ts';
import {accountItems, stakeItems} from '../storage/stake.ts';
import {getNetworks, rootNetuid} from '../subnets/networks.ts';
import {accountIds} from '../types.ts';
import {compactU16, compactU64, replyPath} from './types.ts';

const stakeInfo = struct(
	replyPath('stake_info', 'StakeInfo'),
	{
		hotkey: accountId,
		coldkey: accountId,
		netuid: compactU16,
		stake: compactU64,
		locked: compactU64,
		emission: compactU64,
		tao_emission: compactU64,
		drain: compactU64,
		is_registered: bool,
	},
	[{name: 'AccountId', type: accountId}],
);

type StakeInfo = ValueOf<typeof stakeInfo>;

const stakeAvailability = struct(replyPath('stake_info', 'StakeAvailability'), {
	total: compactU64,
	locked: compactU64,
	available: compactU64,
});

const place = option(tuple(accountId, u16));

/** Methods that return who has staked what on which hotkey. */
export const stakeInfoMethods = {
	get_stake_info_for_coldkey: defineApiMethod({
		inputs: {coldkey_account: accountId},
		output: vec(stakeInfo),
		run: (state, {coldkey_account: coldkey}) => listStakes(state, coldkey),
	}),
	get_stake_info_for_coldkeys: defineApiMethod({
		inputs: {coldkey_accounts: accountIds},
		output: vec(tuple(accountId, vec(stakeInfo))),
		run: (state, {coldkey_accounts: coldkeys}) =>
			coldkeys.map(coldkey => [coldkey, listStakes(state, coldkey)] as const),
	}),
	get_stake_info_for_hotkey_coldkey_netuid: defineApiMethod({
		inputs: {hotkey_account: accountId, coldkey_account: accountId, netuid: u16},
		output: option(stakeInfo),
		run: (state, {hotkey_account: hotkey, coldkey_account: coldkey, netuid}) =>
			readStake(state, {hotkey, coldkey, netuid}),
	}),
	get_stake_availability_for_coldkeys: defineApiMethod({
		inputs: {coldkey_accounts: accountIds, netuids: option(vec(u16))},
		output: btreeMap(accountId, btreeMap(u16, stakeAvailability)),
		run: (state, {coldkey_accounts: coldkeys, netuids}) =>
			new Map(
				[...new Set(coldkeys)]
					.toSorted()
					.map(coldkey => [coldkey, sumStakes(state, coldkey, netuids)] as const),
			),
	}),
	get_stake_fee: defineApiMethod({
		inputs: {
			origin: place,
			origin_coldkey_account: accountId,
			destination: place,
			destination_coldkey_account: accountId,
			amount: u64,
		},
		output: u64,
		run(state, {origin, destination, amount}) {
			const netuid = (destination ?? origin)?.[1] ?? rootNetuid;
			return isSame(origin, destination) ? 0n : getSwapFee(state, {netuid, amount});
		},
	}),
};

type Place = readonly [hotkey: AccountId, netuid: number];

const isSame = (left: Place | undefined, right: Place | undefined) =>
	left?.[0] === right?.[0] && left?.[1] === right?.[1];

const listStakes = (state: StateReader, coldkey: AccountId): readonly StakeInfo[] =>
	getNetworks(state).flatMap(netuid =>
		state
			.get(accountItems.StakingHotkeys, coldkey)
			.map(hotkey => readStake(state, {hotkey, coldkey, netuid}))
			.filter(({stake}) => stake > 0n),
	);

const readStake = (state: StateReader, {hotkey, coldkey, netuid}: Position): StakeInfo => ({
	hotkey,
	coldkey,
	netuid,
	stake: getStake(state, {hotkey, coldkey, netuid}),
	locked: 0n,
	emission: state.get(stakeItems.AlphaDividendsPerSubnet, netuid, hotkey),
	tao_emission: 0n,
	drain: 0n,
	is_registered: isRegistered(state, netuid, hotkey),
});

/** Get a coldkey's stake on each network where it has any. Nothing is ever locked here. */
function sumStakes(
	state: StateReader,
	coldkey: AccountId,
	netuids: readonly number[] | undefined,
): ReadonlyMap<number, ValueOf<typeof stakeAvailability>> {
	const sums = new Map<number, bigint>();
	for (const {netuid, stake} of listStakes(state, coldkey)) {
		if (netuids === undefined || netuids.includes(netuid)) {
			sums.set(netuid, (sums.get(netuid) ?? 0n) + stake);
		}
	}

	return new Map(
		[...sums].map(([netuid, total]) => [netuid, {total, locked: 0n, available: total}] as const),
	);
}
