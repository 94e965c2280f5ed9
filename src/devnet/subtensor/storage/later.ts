import {defineStorage, map, value} from '../../pallet/storage.ts';
import {variant} from '../../scale/composites.ts';
import {u64f64} from '../../scale/fixed-point.ts';
import {u16, u64} from '../../scale/numbers.ts';
import {palletName, palletPath} from '../name.ts';
import {accountKey, netuidKey} from './keys.ts';

const epochConsensus = variant([palletPath, 'pallet', 'EpochConsensus'], {
	Yuma: undefined,
	Null: undefined,
});

/** 1.0 with 64 fraction bits. */
const one = 0x1_00_00_00_00_00_00_00_00n;

/** Items of newer releases that their clients read. Nothing is ever written here: this chain has no collateral and no consensus other than Yuma. */
export const laterItems = defineStorage(palletName, {
	CollateralLockShare: map([netuidKey], u16, 0),
	CollateralDrainRatio: map([netuidKey], u64f64, one),
	SubnetEpochConsensus: map([netuidKey], epochConsensus, {type: 'Yuma'}),
	MinChildkeyTakePerSubnet: map([netuidKey], u16, 0),
	RootStakeUnlockInterval: value(u64, 0n),
	LastPowRegistrationBlock: map([accountKey], u64, 0n),
});
