import {defineEvents, event} from '../pallet/events.ts';
import {accountId, bytes, hash} from '../scale/bytes.ts';
import {vec} from '../scale/collections.ts';
import {bool, u16, u64} from '../scale/numbers.ts';
import {palletName} from './name.ts';

/** Events of subnets and their neurons. */
export const subnetEvents = defineEvents(palletName, {
	NetworkAdded: event(0, [u16, u16]),
	NeuronRegistered: event(6, [u16, u16, accountId]),
	AxonServed: event(28, [u16, accountId]),
	PrometheusServed: event(29, [u16, accountId]),
	ChainIdentitySet: event(75, accountId),
	SubnetIdentitySet: event(76, u16),
	SubnetOwnerHotkeySet: event(92, [u16, accountId]),
	FirstEmissionBlockNumberSet: event(93, [u16, u64]),
	SymbolUpdated: event(103, {netuid: u16, symbol: bytes}),
});

/** What tells that stake was added, removed or moved. */
export const stakeEvents = defineEvents(palletName, {
	StakeAdded: event(2, [accountId, accountId, u64, u64, u16, u64]),
	StakeRemoved: event(3, [accountId, accountId, u64, u64, u16, u64]),
	StakeMoved: event(4, [accountId, accountId, u16, accountId, u16, u64]),
	TakeDecreased: event(62, [accountId, accountId, u16]),
	TakeIncreased: event(63, [accountId, accountId, u16]),
	StakeTransferred: event(89, [accountId, accountId, accountId, u16, u16, u64]),
	StakeSwapped: event(90, [accountId, accountId, u16, u16, u64]),
	AlphaRecycled: event(94, [accountId, accountId, u64, u16]),
	AlphaBurned: event(95, [accountId, accountId, u64, u16]),
	RootClaimed: event(112, {coldkey: accountId}),
});

/** Events of epochs. */
export const emissionEvents = defineEvents(palletName, {
	AutoStakeAdded: event(107, {
		netuid: u16,
		destination: accountId,
		hotkey: accountId,
		owner: accountId,
		incentive: u64,
	}),
	IncentiveAlphaEmittedToMiners: event(108, {netuid: u16, emissions: vec(u64)}),
	AutoStakeDestinationSet: event(110, {coldkey: accountId, netuid: u16, hotkey: accountId}),
	EpochDeferred: event(121, {netuid: u16, from_block: u64, to_block: u64}),
	EpochTriggered: event(122, {netuid: u16, by: accountId, fires_at: u64}),
});

/** Events of weights. */
export const weightEvents = defineEvents(palletName, {
	WeightsSet: event(5, [u16, u16]),
	WeightsCommitted: event(83, [accountId, u16, hash]),
	WeightsRevealed: event(84, [accountId, u16, hash]),
	WeightsBatchRevealed: event(85, [accountId, u16, vec(hash)]),
	TimelockedWeightsCommitted: event(105, [accountId, u16, hash, u64]),
	TimelockedWeightsRevealed: event(106, [u16, accountId]),
});

/** Events of settings by root or an owner. */
export const hyperparameterEvents = defineEvents(palletName, {
	MaxAllowedUidsSet: event(9, [u16, u16]),
	ActivityCutoffSet: event(15, [u16, u16]),
	RhoSet: event(16, [u16, u16]),
	KappaSet: event(18, [u16, u16]),
	MinAllowedWeightSet: event(19, [u16, u16]),
	WeightsSetRateLimitSet: event(22, [u16, u64]),
	ImmunityPeriodSet: event(23, [u16, u16]),
	BondsMovingAverageSet: event(24, [u16, u64]),
	BondsPenaltySet: event(25, [u16, u16]),
	BondsResetOnSet: event(26, [u16, bool]),
	MaxAllowedValidatorsSet: event(27, [u16, u16]),
	WeightsVersionKeySet: event(32, [u16, u64]),
	ServingRateLimitSet: event(35, [u16, u64]),
	BurnSet: event(36, [u16, u64]),
	MaxBurnSet: event(37, [u16, u64]),
	MinBurnSet: event(38, [u16, u64]),
	RegistrationAllowed: event(48, [u16, bool]),
	TempoSet: event(50, [u16, u16]),
	StakeThresholdSet: event(52, u64),
	TransferToggle: event(91, [u16, bool]),
	CommitRevealPeriodsSet: event(98, [u16, u64]),
	CommitRevealEnabled: event(99, [u16, bool]),
	CommitRevealVersionSet: event(104, u16),
	MinAllowedUidsSet: event(109, [u16, u16]),
	MinNonImmuneUidsSet: event(111, [u16, u16]),
});
