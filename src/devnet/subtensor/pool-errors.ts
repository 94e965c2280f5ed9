import type {ModuleError} from '../pallet/errors.ts';
import {errors} from './errors.ts';

/** The codes of the pool's custom errors, from the main chain's `CustomTransactionError`. */
const numbers = new Map<ModuleError, number>([
	[errors.AmountTooLow, 1],
	[errors.NotEnoughStakeToSetWeights, 1],
	[errors.NotEnoughBalanceToStake, 2],
	[errors.SubnetNotExists, 3],
	[errors.HotKeyAccountNotExists, 4],
	[errors.NotEnoughStakeToWithdraw, 5],
	[errors.CommittingWeightsTooFast, 6],
	[errors.SettingWeightsTooFast, 6],
	[errors.NetworkTxRateLimitExceeded, 6],
	[errors.InsufficientLiquidity, 7],
	[errors.SlippageTooHigh, 8],
	[errors.TransferDisallowed, 9],
	[errors.HotKeyNotRegisteredInNetwork, 10],
	[errors.InvalidIpAddress, 11],
	[errors.ServingRateLimitExceeded, 12],
	[errors.InvalidPort, 13],
	[errors.InvalidRevealRound, 15],
	[errors.NoWeightsCommitFound, 16],
	[errors.RevealTooEarly, 17],
	[errors.InputLengthsUnequal, 18],
	[errors.HotKeyNotRegisteredInSubNet, 19],
	[errors.NonAssociatedColdKey, 25],
	[errors.DelegateTakeTooLow, 26],
	[errors.DelegateTakeTooHigh, 27],
]);

/** The code for everything else. */
const badRequest = 255;

/**
Get the code that the pool reports for an error found before the call is in a block: `Custom error: N`.
*/
export const getPoolError = (error: ModuleError | undefined): number | undefined =>
	error === undefined ? undefined : (numbers.get(error) ?? badRequest);
