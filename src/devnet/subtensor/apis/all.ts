import {defineApiMethod} from '../../pallet/runtime-apis.ts';
import {u64} from '../../scale/numbers.ts';
import {getFoundingCost} from '../subnets/create.ts';
import {basketMethods} from './basket-api.ts';
import {delegateMethods} from './delegates-api.ts';
import {dynamicInfoMethods} from './dynamic-info-api.ts';
import {hyperparameterMethods} from './hyperparameters-api.ts';
import {hyperparameterListMethods} from './hyperparameters-list-api.ts';
import {metagraphMethods} from './metagraph-api.ts';
import {neuronMethods} from './neurons-api.ts';
import {stakeInfoMethods} from './stake-info-api.ts';
import {subnetInfoMethods} from './subnet-info-api.ts';
import {subnetStateMethods} from './subnet-state-api.ts';
import {swapMethods} from './swap-api.ts';

/** The runtime APIs of subnets, neurons and stake, under the main chain's names. */
export const runtimeApis = {
	BetaBasketRuntimeApi: basketMethods,
	DelegateInfoRuntimeApi: delegateMethods,
	NeuronInfoRuntimeApi: neuronMethods,
	SubnetInfoRuntimeApi: {
		...subnetInfoMethods,
		...hyperparameterMethods,
		...hyperparameterListMethods,
		...dynamicInfoMethods,
		...metagraphMethods,
		...subnetStateMethods,
	},
	StakeInfoRuntimeApi: stakeInfoMethods,
	SubnetRegistrationRuntimeApi: {
		get_network_registration_cost: defineApiMethod({
			inputs: {},
			output: u64,
			run: state => getFoundingCost(state),
		}),
	},
	SwapRuntimeApi: swapMethods,
};
