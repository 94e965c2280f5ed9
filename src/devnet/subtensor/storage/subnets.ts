import {blake2, defineStorage, map, twox, value} from '../../pallet/storage.ts';
import {accountId, bytes} from '../../scale/bytes.ts';
import {vec} from '../../scale/collections.ts';
import {bool, u16, u32, u64, u8} from '../../scale/numbers.ts';
import {palletName} from '../name.ts';
import {subnetIdentity, zeroAccount} from '../types.ts';
import {netuidKey} from './keys.ts';

/** The symbol of TAO, shown by a subnet without one of its own. */
const tau = new TextEncoder().encode('𝜏');

/** The existing subnets, their owners, and their epochs. */
export const subnetItems = defineStorage(palletName, {
	NetworksAdded: map([netuidKey], bool, false),
	TotalNetworks: value(u16, 0),
	SubnetLimit: value(u16, 128),
	SubnetMechanism: map([netuidKey], u16, 0),
	SubnetworkN: map([netuidKey], u16, 0),
	NetworkRegisteredAt: map([netuidKey], u64, 0n),
	FirstEmissionBlockNumber: map([netuidKey], u64),
	StartCallDelay: value(u64, 0n),
	SubtokenEnabled: map([netuidKey], bool, false),
	SubnetEmissionEnabled: map([netuidKey], bool, true),

	SubnetOwner: map([netuidKey], accountId, zeroAccount),
	SubnetOwnerHotkey: map([netuidKey], accountId, zeroAccount),
	SubnetIdentitiesV3: map([blake2(u16)], subnetIdentity),
	TokenSymbol: map([netuidKey], bytes, tau),

	NetworkMinLockCost: value(u64, 1_000_000_000_000n),
	NetworkLastLockCost: value(u64, 1_000_000_000_000n),
	NetworkLockReductionInterval: value(u64, 100_800n),
	NetworkRateLimit: value(u64, 7200n),
	NetworkImmunityPeriod: value(u64, 1_296_000n),
	NetworkRegistrationStartBlock: value(u64, 0n),
	SubnetLocked: map([netuidKey], u64, 0n),

	Tempo: map([netuidKey], u16, 360),
	LastEpochBlock: map([netuidKey], u64, 0n),
	PendingEpochAt: map([netuidKey], u64, 0n),
	SubnetEpochIndex: map([netuidKey], u64, 0n),
	BlocksSinceLastStep: map([netuidKey], u64, 0n),
	LastMechansimStepBlock: map([netuidKey], u64, 0n),
	MaxEpochsPerBlock: value(u8, 32),
	ActivityCutoffFactorMilli: map([netuidKey], u32, 13_889),

	MaxMechanismCount: value(u8, 2),
	MechanismCountCurrent: map([twox(u16)], u8, 1),
	MechanismEmissionSplit: map([twox(u16)], vec(u16)),
});
