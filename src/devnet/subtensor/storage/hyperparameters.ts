import {blake2, defineStorage, map, value} from '../../pallet/storage.ts';
import {tuple} from '../../scale/composites.ts';
import {bool, i16, u16, u64} from '../../scale/numbers.ts';
import {palletName} from '../name.ts';
import {recycleOrBurn} from '../types.ts';
import {netuidKey} from './keys.ts';

/** The settings of a subnet's consensus and emission, by its owner or root. */
export const hyperparameterItems = defineStorage(palletName, {
	Rho: map([netuidKey], u16, 10),
	Kappa: map([netuidKey], u16, 32_767),
	AlphaSigmoidSteepness: map([netuidKey], i16, 1000),
	BondsMovingAverage: map([netuidKey], u64, 900_000n),
	BondsPenalty: map([netuidKey], u16, 65_535),
	BondsResetOn: map([netuidKey], bool, false),
	LiquidAlphaOn: map([blake2(u16)], bool, false),
	AlphaValues: map([netuidKey], tuple(u16, u16), [45_875, 58_982]),
	Yuma3On: map([blake2(u16)], bool, false),
	MaxAllowedValidators: map([netuidKey], u16, 128),
	ActivityCutoff: map([netuidKey], u16, 5000),
	ValidatorPruneLen: map([netuidKey], u64, 1n),
	ScalingLawPower: map([netuidKey], u16, 50),
	TransferToggle: map([netuidKey], bool, true),
	RecycleOrBurn: map([netuidKey], recycleOrBurn, {type: 'Burn'}),
	OwnerCutEnabled: map([netuidKey], bool, true),
	ServingRateLimit: map([netuidKey], u64, 50n),

	AdminFreezeWindow: value(u16, 10),
	OwnerHyperparamRateLimit: value(u16, 2),
	TxRateLimit: value(u64, 1000n),
	TxDelegateTakeRateLimit: value(u64, 216_000n),
});
