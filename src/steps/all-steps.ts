import {connectStep} from './connect-step.ts';
import {fundStep} from './fund-step.ts';
import {mineStep} from './mine-step.ts';
import {modelStep} from './model-step.ts';
import {registerStep} from './register-step.ts';
import {rewardStep} from './reward-step.ts';
import {subnetStep} from './subnet-step.ts';
import type {WalkStep} from './walk.ts';
import {walletStep} from './wallet-step.ts';

/** What a newcomer goes through, from nothing to the first reward. */
export const allSteps: readonly WalkStep[] = [
	connectStep,
	walletStep,
	fundStep,
	subnetStep,
	registerStep,
	modelStep,
	mineStep,
	rewardStep,
];
