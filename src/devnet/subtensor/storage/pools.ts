import {defineStorage, map, value} from '../../pallet/storage.ts';
import {tuple} from '../../scale/composites.ts';
import {i64f64, i96f32, u96f32} from '../../scale/fixed-point.ts';
import {i64, u128, u16, u64} from '../../scale/numbers.ts';
import {palletName} from '../name.ts';
import {netuidKey} from './keys.ts';

/** 0.000003 with 32 fraction bits. */
const defaultMovingAlpha = 12_885n;

/** The pools' reserves, and the prices that emission follows. */
export const poolItems = defineStorage(palletName, {
	SubnetTAO: map([netuidKey], u64, 0n),
	SubnetAlphaIn: map([netuidKey], u64, 0n),
	SubnetAlphaOut: map([netuidKey], u64, 0n),
	SubnetProtocolAlpha: map([netuidKey], u64, 0n),
	SubnetVolume: map([netuidKey], u128, 0n),
	SubnetTaoFlow: map([netuidKey], i64, 0n),
	SubnetEmaTaoFlow: map([netuidKey], tuple(u64, i64f64)),
	TotalStake: value(u64, 0n),

	SubnetMovingPrice: map([netuidKey], i96f32, 0n),
	SubnetMovingAlpha: value(i96f32, defaultMovingAlpha),
	EMAPriceHalvingBlocks: map([netuidKey], u64, 201_600n),
	RootProp: map([netuidKey], u96f32, 0n),
	TaoWeight: value(u64, 971_718_665_099_567_868n),
	SubnetOwnerCut: value(u16, 11_796),
});

/** The last block's emission, and what accrues until the next epoch. */
export const emissionItems = defineStorage(palletName, {
	TotalIssuance: value(u64, 0n),
	BlockEmission: value(u64, 1_000_000_000n),
	SubnetTaoInEmission: map([netuidKey], u64, 0n),
	SubnetAlphaInEmission: map([netuidKey], u64, 0n),
	SubnetAlphaOutEmission: map([netuidKey], u64, 0n),
	SubnetExcessTao: map([netuidKey], u64, 0n),
	PendingServerEmission: map([netuidKey], u64, 0n),
	PendingValidatorEmission: map([netuidKey], u64, 0n),
	PendingRootAlphaDivs: map([netuidKey], u64, 0n),
	PendingOwnerCut: map([netuidKey], u64, 0n),
	MinerBurned: map([netuidKey], u96f32, 0n),
});
