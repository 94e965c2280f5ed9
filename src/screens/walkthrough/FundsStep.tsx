import {useState} from 'react';
import FundsView from './FundsView.tsx';
import type {StepProps} from './walkthrough-actions.ts';

/** Enough TAO to enter: sent from elsewhere, or from the faucet where there is one. */
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
