import {definePallet} from '../pallet/pallet.ts';
import {identityCalls} from './accounts/identity.ts';
import {takeCalls} from './accounts/take.ts';
import {runtimeApis} from './apis/all.ts';
import {constants} from './constants.ts';
import {stepBlock} from './emission/block-step.ts';
import {errors} from './errors.ts';
import {
	emissionEvents,
	hyperparameterEvents,
	stakeEvents,
	subnetEvents,
	weightEvents,
} from './events.ts';
import {palletName, palletPath} from './name.ts';
import {registrationCalls} from './registration/calls.ts';
import {rootCalls} from './root/calls.ts';
import {servingCalls} from './serving/calls.ts';
import {alphaCalls} from './stake/burn-calls.ts';
import {stakeCalls} from './stake/calls.ts';
import {moveCalls} from './stake/move-calls.ts';
import {allItems} from './storage/all.ts';
import {subnetCalls} from './subnets/calls.ts';
import {hashedCalls, timelockedCalls} from './weights/commit-calls.ts';
import {openWeightCalls} from './weights/set-calls.ts';

/** The pallet of subnets: registration, serving, stake, weights, consensus and emission. */
export const subtensorPallet = definePallet({
	name: palletName,
	index: 7,
	path: palletPath,
	storage: allItems,
	calls: {
		...registrationCalls,
		...servingCalls,
		...stakeCalls,
		...moveCalls,
		...alphaCalls,
		...takeCalls,
		...identityCalls,
		...subnetCalls,
		...rootCalls,
		...openWeightCalls,
		...hashedCalls,
		...timelockedCalls,
	},
	events: {
		...subnetEvents,
		...stakeEvents,
		...emissionEvents,
		...weightEvents,
		...hyperparameterEvents,
	},
	errors,
	constants,
	hooks: {onInitialize: stepBlock},
	runtimeApis,
});
