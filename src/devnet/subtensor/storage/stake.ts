import {defineStorage, map, twox, value} from '../../pallet/storage.ts';
import {accountId, hash} from '../../scale/bytes.ts';
import {btreeMap, vec} from '../../scale/collections.ts';
import {tuple} from '../../scale/composites.ts';
import {i96f32, u64f64} from '../../scale/fixed-point.ts';
import {u128, u16, u32, u64} from '../../scale/numbers.ts';
import {palletName} from '../name.ts';
import {accountIds, chainIdentity, rootClaimType, zeroAccount} from '../types.ts';
import {accountKey, netuidKey} from './keys.ts';

/** 18 % of 65,535. */
const defaultTake = 11_796;

/** Owners of hotkeys, and identities of coldkeys. */
export const accountItems = defineStorage(palletName, {
	Owner: map([accountKey], accountId, zeroAccount),
	OwnedHotkeys: map([accountKey], accountIds, []),
	StakingHotkeys: map([accountKey], accountIds, []),
	IdentitiesV2: map([accountKey], chainIdentity),
	ColdkeySwapAnnouncements: map([twox(accountId)], tuple(u32, hash)),
	ColdkeySwapDisputes: map([twox(accountId)], u32),
});

/** Staked alpha: the total of each hotkey, and each coldkey's shares of it. */
export const stakeItems = defineStorage(palletName, {
	TotalHotkeyAlpha: map([accountKey, netuidKey], u64, 0n),
	TotalHotkeyShares: map([accountKey, netuidKey], u64f64, 0n),
	Alpha: map([accountKey, accountKey, netuidKey], u64f64, 0n),
	TotalHotkeyAlphaLastEpoch: map([accountKey, netuidKey], u64, 0n),
	AlphaDividendsPerSubnet: map([netuidKey, accountKey], u64, 0n),
	LastHotkeyEmissionOnNetuid: map([accountKey, netuidKey], u64, 0n),
	LastColdkeyHotkeyStakeBlock: map([twox(accountId), twox(accountId)], u64),
	AutoStakeDestination: map([accountKey, netuidKey], accountId),
	NominatorMinRequiredStake: value(u64, 0n),
});

/** The share of their stakers' earnings that validators keep. */
export const delegateItems = defineStorage(palletName, {
	Delegates: map([accountKey], u16, defaultTake),
	MinDelegateTake: value(u16, 0),
	MaxDelegateTake: value(u16, defaultTake),
	ChildKeys: map([accountKey, netuidKey], vec(tuple(u64, accountId)), []),
	ParentKeys: map([accountKey, netuidKey], vec(tuple(u64, accountId)), []),
	PendingChildKeys: map([netuidKey, accountKey], tuple(vec(tuple(u64, accountId)), u64), [[], 0n]),
	ChildkeyTake: map([accountKey, netuidKey], u16, 0),
});

/** What root stakers are owed in the subnets' alpha. */
export const rootItems = defineStorage(palletName, {
	RootAlphaDividendsPerSubnet: map([netuidKey, accountKey], u64, 0n),
	RootClaimable: map([accountKey], btreeMap(u16, i96f32), new Map()),
	RootClaimed: map([netuidKey, accountKey, accountKey], u128, 0n),
	RootClaimType: map([accountKey], rootClaimType, {type: 'Swap'}),
});
