import {useState} from 'react';
import type {StepProps} from '../walkthrough-actions.ts';
import FundsView from './FundsView.tsx';

/** Enough TAO to register: a deposit, or the faucet if there is one. */
export default function FundsStep({state, actions, now, width, height, isActive}: StepProps) {
	const {facts, steps, draft} = state;
	const [since] = useState(now);
	return (
		<FundsView
			facts={facts}
			wallet={draft.wallet}
			isMet={steps.some(({id, isMet}) => id === 'funds' && isMet)}
			waited={now - since}
			width={width}
			height={height}
			isActive={isActive}
			onAsk={actions.perform}
		/>
	);
}
