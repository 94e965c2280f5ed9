import type {StateReader} from '../../pallet/context.ts';
import {defineApiMethod} from '../../pallet/runtime-apis.ts';
import {accountId, type AccountId} from '../../scale/bytes.ts';
import {option, vec} from '../../scale/collections.ts';
import {struct, tuple} from '../../scale/composites.ts';
import type {ValueOf} from '../../scale/type.ts';
import {getHotkeyStake, getStake} from '../stake/alpha.ts';
import {consensusItems, neuronItems} from '../storage/neurons.ts';
import {accountItems, delegateItems, stakeItems} from '../storage/stake.ts';
import {subnetItems} from '../storage/subnets.ts';
import {rootNetuid} from '../subnets/networks.ts';
import {compactU16, compactU16s, compactU64, replyPath} from './types.ts';

const stakeOnSubnet = tuple(compactU16, compactU64);

const delegateInfo = struct(
	replyPath('delegate_info', 'DelegateInfo'),
	{
		delegate_ss58: accountId,
		take: compactU16,
		nominators: vec(tuple(accountId, vec(stakeOnSubnet))),
		owner_ss58: accountId,
		registrations: compactU16s,
		validator_permits: compactU16s,
		return_per_1000: compactU64,
		total_daily_return: compactU64,
	},
	[{name: 'AccountId', type: accountId}],
);

type DelegateInfo = ValueOf<typeof delegateInfo>;

/** Methods that return hotkeys open for staking. */
export const delegateMethods = {
	get_delegates: defineApiMethod({
		inputs: {},
		output: vec(delegateInfo),
		run: state => listDelegates(state).map(hotkey => readDelegate(state, hotkey)),
	}),
	get_delegate: defineApiMethod({
		inputs: {delegate_account: accountId},
		output: option(delegateInfo),
		run: (state, {delegate_account: hotkey}) =>
			state.has(delegateItems.Delegates, hotkey) ? readDelegate(state, hotkey) : undefined,
	}),
	get_delegated: defineApiMethod({
		inputs: {delegatee_account: accountId},
		output: vec(tuple(delegateInfo, stakeOnSubnet)),
		run: (state, {delegatee_account: coldkey}) =>
			listDelegates(state).flatMap(hotkey =>
				listStakes(state, hotkey, coldkey).map(
					stake => [{...readDelegate(state, hotkey), nominators: []}, stake] as const,
				),
			),
	}),
};

/** The main chain's blocks per day. */
const blocksPerDay = 7200n;

/** 1000 TAO in rao. */
const thousand = 1_000_000_000_000n;

/** A share of 100 %. */
const most = 65_535n;

const listDelegates = (state: StateReader): readonly AccountId[] =>
	state.keys(delegateItems.Delegates).map(([hotkey]) => hotkey);

function readDelegate(state: StateReader, hotkey: AccountId): DelegateInfo {
	const take = state.get(delegateItems.Delegates, hotkey);
	const registrations = state.keys(neuronItems.IsNetworkMember, hotkey).map(([, netuid]) => netuid);
	const daily = getDailyEmission(state, hotkey, registrations);
	const rootStake = getHotkeyStake(state, {hotkey, netuid: rootNetuid});
	const kept = daily - (daily * BigInt(take)) / most;
	return {
		delegate_ss58: hotkey,
		take,
		nominators: listNominators(state, hotkey),
		owner_ss58: state.get(accountItems.Owner, hotkey),
		registrations,
		validator_permits: registrations.filter(netuid => hasPermit(state, hotkey, netuid)),
		return_per_1000: rootStake === 0n ? 0n : (kept * thousand) / rootStake,
		total_daily_return: daily,
	};
}

function getDailyEmission(
	state: StateReader,
	hotkey: AccountId,
	netuids: readonly number[],
): bigint {
	let daily = 0n;
	for (const netuid of netuids) {
		const uid = state.get(neuronItems.Uids, netuid, hotkey) ?? 0;
		const tempo = BigInt(state.get(subnetItems.Tempo, netuid));
		const emission = state.get(consensusItems.Emission, netuid)[uid] ?? 0n;
		daily += tempo === 0n ? 0n : (emission * blocksPerDay) / tempo;
	}

	return daily;
}

function hasPermit(state: StateReader, hotkey: AccountId, netuid: number): boolean {
	const uid = state.get(neuronItems.Uids, netuid, hotkey);
	return uid !== undefined && state.get(consensusItems.ValidatorPermit, netuid)[uid] === true;
}

const listNominators = (state: StateReader, hotkey: AccountId): DelegateInfo['nominators'] => {
	const coldkeys = new Set(state.keys(stakeItems.Alpha, hotkey).map(([, coldkey]) => coldkey));
	return [...coldkeys].map(coldkey => [coldkey, listStakes(state, hotkey, coldkey)] as const);
};

const listStakes = (state: StateReader, hotkey: AccountId, coldkey: AccountId) =>
	state
		.keys(stakeItems.Alpha, hotkey, coldkey)
		.map(keys => [keys[2], getStake(state, {hotkey, coldkey, netuid: keys[2]})] as const);
