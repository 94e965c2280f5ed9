import {hyperparameterItems} from './hyperparameters.ts';
import {laterItems} from './later.ts';
import {limitItems} from './limits.ts';
import {lockItems} from './locks.ts';
import {consensusItems, neuronItems} from './neurons.ts';
import {emissionItems, poolItems} from './pools.ts';
import {registrationItems} from './registration.ts';
import {accountItems, delegateItems, rootItems, stakeItems} from './stake.ts';
import {subnetItems} from './subnets.ts';
import {weightItems} from './weights.ts';

/** All storage of the pallet. */
export const allItems = {
	...subnetItems,
	...registrationItems,
	...neuronItems,
	...consensusItems,
	...weightItems,
	...hyperparameterItems,
	...poolItems,
	...emissionItems,
	...accountItems,
	...stakeItems,
	...delegateItems,
	...rootItems,
	...limitItems,
	...lockItems,
	...laterItems,
};
