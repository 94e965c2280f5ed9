import {defineStorage, map, value} from '../../pallet/storage.ts';
import {struct} from '../../scale/composites.ts';
import {u64f64} from '../../scale/fixed-point.ts';
import {bool, u64, unit} from '../../scale/numbers.ts';
import {palletName, palletPath} from '../name.ts';
import {accountKey, netuidKey} from './keys.ts';

/** Stake that its owner has locked. */
const lockState = struct([palletPath, 'staking', 'lock', 'LockState'], {
	locked_mass: u64,
	conviction: u64f64,
	last_update: u64,
});

/** Nothing is ever locked here: these items exist for clients that read them. */
export const lockItems = defineStorage(palletName, {
	Lock: map([accountKey, netuidKey, accountKey], lockState),
	LockingColdkeys: map([netuidKey, accountKey, accountKey], unit),
	HotkeyLock: map([netuidKey, accountKey], lockState),
	DecayingHotkeyLock: map([netuidKey, accountKey], lockState),
	OwnerLock: map([netuidKey], lockState),
	DecayingOwnerLock: map([netuidKey], lockState),
	DecayingLock: map([accountKey, netuidKey], bool),
	OwnerCutAutoLockEnabled: map([netuidKey], bool, false),
	MaturityRate: value(u64, 934_866n),
	UnlockRate: value(u64, 934_866n),
});
