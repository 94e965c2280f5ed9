import {defineStorage, map} from '../../pallet/storage.ts';
import {u64f64} from '../../scale/fixed-point.ts';
import {bool, u16, u64} from '../../scale/numbers.ts';
import {palletName} from '../name.ts';
import {netuidKey} from './keys.ts';

/** 1.26 with 64 fraction bits, from the double used by the main chain. */
const defaultIncrease = BigInt(1.26 * 0x1_00_00_00_00_00_00_00_00);

/** The price of entering a subnet, and the eviction order. */
export const registrationItems = defineStorage(palletName, {
	NetworkRegistrationAllowed: map([netuidKey], bool, true),
	NetworkPowRegistrationAllowed: map([netuidKey], bool, true),

	Burn: map([netuidKey], u64, 100_000_000n),
	MinBurn: map([netuidKey], u64, 500_000n),
	MaxBurn: map([netuidKey], u64, 100_000_000_000n),
	BurnHalfLife: map([netuidKey], u16, 360),
	BurnIncreaseMult: map([netuidKey], u64f64, defaultIncrease),
	RAORecycledForRegistration: map([netuidKey], u64, 0n),

	RegistrationsThisBlock: map([netuidKey], u16, 0),
	RegistrationsThisInterval: map([netuidKey], u16, 0),
	MaxRegistrationsPerBlock: map([netuidKey], u16, 1),
	TargetRegistrationsPerInterval: map([netuidKey], u16, 2),
	AdjustmentInterval: map([netuidKey], u16, 100),
	AdjustmentAlpha: map([netuidKey], u64, 0n),
	Difficulty: map([netuidKey], u64, 10_000_000n),
	MinDifficulty: map([netuidKey], u64, 10_000_000n),
	MaxDifficulty: map([netuidKey], u64, 0x3f_ff_ff_ff_ff_ff_ff_ffn),

	MinAllowedUids: map([netuidKey], u16, 64),
	MaxAllowedUids: map([netuidKey], u16, 256),
	MinNonImmuneUids: map([netuidKey], u16, 10),
	ImmunityPeriod: map([netuidKey], u16, 4096),
	ImmuneOwnerUidsLimit: map([netuidKey], u16, 1),
});
