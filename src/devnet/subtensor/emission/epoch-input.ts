import type {StateReader} from '../../pallet/context.ts';
import type {YumaInput, YumaParameters} from '../../yuma/types.ts';
import {getNeuronStakes, getUids} from '../stake/weight.ts';
import {hyperparameterItems} from '../storage/hyperparameters.ts';
import {consensusItems, neuronItems} from '../storage/neurons.ts';
import {subnetItems} from '../storage/subnets.ts';
import {weightItems} from '../storage/weights.ts';
import {getCommitBlocks} from '../weights/commit-blocks.ts';

/** Read the input of a subnet's epoch; `emission` is the amount to distribute, in rao of alpha. */
export function readEpochInput(state: StateReader, netuid: number, emission: bigint): YumaInput {
	const uids = getUids(state, netuid);
	const {Bonds, LastUpdate, ValidatorPermit, Weights} = consensusItems;
	const ownerHotkey = state.get(subnetItems.SubnetOwnerHotkey, netuid);
	return {
		stake: getNeuronStakes(state, netuid).map(({total}) => total),
		weights: uids.map(uid => state.get(Weights, netuid, uid)),
		bonds: uids.map(uid => state.get(Bonds, netuid, uid)),
		validatorPermit: state.get(ValidatorPermit, netuid),
		lastUpdate: state.get(LastUpdate, netuid).map(Number),
		blockAtRegistration: uids.map(uid =>
			Number(state.get(neuronItems.BlockAtRegistration, netuid, uid)),
		),
		block: state.number,
		bondsSince: getBondsSince(state, netuid),
		commitBlock: getCommitBlocks(state, netuid),
		ownerUid: state.get(neuronItems.Uids, netuid, ownerHotkey),
		parameters: readParameters(state, netuid, emission),
	};
}

/** Get the number of blocks without a weights call after which a validator is inactive: a number of tempos in thousandths. */
export function getActivityCutoff(state: StateReader, netuid: number): number {
	const thousandths = state.get(subnetItems.ActivityCutoffFactorMilli, netuid);
	return Math.max(1, Math.floor((thousandths * state.get(subnetItems.Tempo, netuid)) / 1000));
}

/** Get the block since which newly registered UIDs have no bonds: the one after the last epoch, or before the first epoch, a tempo ago. */
function getBondsSince(state: StateReader, netuid: number): number {
	const last = Number(state.get(subnetItems.LastMechansimStepBlock, netuid));
	return last === 0 ? Math.max(0, state.number - state.get(subnetItems.Tempo, netuid)) : last + 1;
}

function readParameters(state: StateReader, netuid: number, emission: bigint): YumaParameters {
	const [alphaLow, alphaHigh] = state.get(hyperparameterItems.AlphaValues, netuid);
	return {
		kappa: state.get(hyperparameterItems.Kappa, netuid),
		bondsMovingAverage: Number(state.get(hyperparameterItems.BondsMovingAverage, netuid)),
		bondsPenalty: state.get(hyperparameterItems.BondsPenalty, netuid),
		activityCutoff: getActivityCutoff(state, netuid),
		maxValidators: state.get(hyperparameterItems.MaxAllowedValidators, netuid),
		stakeThreshold: state.get(weightItems.StakeThreshold),
		permitsZeroStake: false,
		yumaVersion: state.get(hyperparameterItems.Yuma3On, netuid) ? 3 : 2,
		liquidAlpha: state.get(hyperparameterItems.LiquidAlphaOn, netuid),
		alphaLow,
		alphaHigh,
		alphaSigmoidSteepness: state.get(hyperparameterItems.AlphaSigmoidSteepness, netuid),
		emission,
	};
}
