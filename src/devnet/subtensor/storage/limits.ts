import {defineStorage, identity, map} from '../../pallet/storage.ts';
import {accountId} from '../../scale/bytes.ts';
import {variant} from '../../scale/composites.ts';
import {u16, u64} from '../../scale/numbers.ts';
import {palletName, palletPath} from '../name.ts';

const hyperparameter = variant([palletPath, 'utils', 'rate_limiting', 'Hyperparameter'], {
	Unknown: undefined,
	ServingRateLimit: undefined,
	MaxDifficulty: undefined,
	AdjustmentAlpha: undefined,
	MaxWeightLimit: undefined,
	ImmunityPeriod: undefined,
	MinAllowedWeights: undefined,
	Kappa: undefined,
	Rho: undefined,
	ActivityCutoff: undefined,
	PowRegistrationAllowed: undefined,
	MinBurn: undefined,
	MaxBurn: undefined,
	BondsMovingAverage: undefined,
	BondsPenalty: undefined,
	CommitRevealEnabled: undefined,
	LiquidAlphaEnabled: undefined,
	AlphaValues: undefined,
	WeightCommitInterval: undefined,
	TransferEnabled: undefined,
	AlphaSigmoidSteepness: undefined,
	Yuma3Enabled: undefined,
	BondsResetEnabled: undefined,
	ImmuneNeuronLimit: undefined,
	RecycleOrBurn: undefined,
	MaxAllowedUids: undefined,
});

const rateLimitKey = variant([palletPath, 'RateLimitKey'], {
	SetSNOwnerHotkey: u16,
	OwnerHyperparamUpdate: [u16, hyperparameter],
	NetworkLastRegistered: undefined,
	LastTxBlock: accountId,
	LastTxBlockChildKeyTake: accountId,
	LastTxBlockDelegateTake: accountId,
	AddStakeBurn: u16,
});

/** When rate-limited actions last happened. */
export const limitItems = defineStorage(palletName, {
	LastRateLimitedBlock: map([identity(rateLimitKey)], u64, 0n),
});
