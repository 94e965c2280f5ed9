import {defineErrors} from '../../pallet/errors.ts';

/** The name of the pallet through which root and subnet owners set parameters. */
export const adminName = 'AdminUtils';

/** Why a parameter is refused. */
export const adminErrors = defineErrors(adminName, {
	SubnetDoesNotExist: 0,
	MaxValidatorsLargerThanMaxUIds: 1,
	MaxAllowedUIdsLessThanCurrentUIds: 2,
	BondsMovingAverageMaxReached: 3,
	NegativeSigmoidSteepness: 4,
	ValueNotInBounds: 5,
	MinAllowedUidsGreaterThanCurrentUids: 6,
	MinAllowedUidsGreaterThanMaxAllowedUids: 7,
	MaxAllowedUidsLessThanMinAllowedUids: 8,
	MaxAllowedUidsGreaterThanDefaultMaxAllowedUids: 9,
	InvalidValue: 10,
});
