import {defineCall} from '../../pallet/calls.ts';
import {defineErrors, ensure} from '../../pallet/errors.ts';
import {defineEvents, event} from '../../pallet/events.ts';
import {ensureRoot} from '../../pallet/origin.ts';
import {constant, definePallet} from '../../pallet/pallet.ts';
import {defineStorage, map, twox} from '../../pallet/storage.ts';
import {newtype, struct} from '../../scale/composites.ts';
import {bool, u16, u64} from '../../scale/numbers.ts';
import {evenWeight} from '../economy/pool.ts';
import {subnetItems} from '../storage/subnets.ts';

const name = 'Swap';

const perquintill = newtype(['sp_arithmetic', 'per_things', 'Perquintill'], u64);

const nonZero = newtype(['NonZeroU64'], u64);

const balancer = struct(['pallet_subtensor_swap', 'pallet', 'balancer', 'Balancer'], {
	quote: perquintill,
});

/** The weights of each pool, and its fee. */
export const swapItems = defineStorage(name, {
	FeeRate: map([twox(u16)], u16, 33),
	SwapBalancer: map([twox(u16)], balancer, {quote: evenWeight}),
	PalSwapInitialized: map([twox(u16)], bool, false),
});

/** Why a pool refuses a trade. Those from 14 on are newer than spec 393. */
export const swapErrors = defineErrors(name, {
	FeeRateTooHigh: 0,
	InsufficientLiquidity: 2,
	PriceLimitExceeded: 3,
	ReservesTooLow: 10,
	MechanismDoesNotExist: 11,
	SwapInputTooLarge: 14,
});

const {FeeRateSet} = defineEvents(name, {FeeRateSet: event(0, {netuid: u16, rate: u16})});

const maximumFeeRate = 10_000;

/** The pallet of the pools' own settings; trades go through stake calls. */
export const swapPallet = definePallet({
	name,
	index: 28,
	path: 'pallet_subtensor_swap',
	storage: swapItems,
	errors: swapErrors,
	events: {FeeRateSet},
	constants: {
		MaxFeeRate: constant(u16, maximumFeeRate),
		MinimumReserve: constant(nonZero, 1_000_000n),
	},
	calls: {
		set_fee_rate: defineCall({
			index: 0,
			args: {netuid: u16, rate: u16},
			run(context, {netuid, rate}) {
				ensureRoot(context);
				ensure(context.get(subnetItems.NetworksAdded, netuid), swapErrors.MechanismDoesNotExist);
				ensure(rate <= maximumFeeRate, swapErrors.FeeRateTooHigh);
				context.set(swapItems.FeeRate, netuid, rate);
				context.emit(FeeRateSet, {netuid, rate});
			},
		}),
	},
});
