import {useState} from 'react';
import Form from './Form.tsx';
import {registrationItems} from './registration-form.ts';
import RegisterView from './RegisterView.tsx';
import type {StepProps} from './walkthrough-actions.ts';

/** The UID: what it costs, who makes room, and the one choice that pays. */
export default function RegisterStep({state, actions, now, width, height, isActive}: StepProps) {
	const {draft, facts, steps} = state;
	const [password, setPassword] = useState('');
	const [since] = useState(now);
	const isMet = steps.some(({id, isMet: isRegistered}) => id === 'register' && isRegistered);
	return (
		<RegisterView
			facts={facts}
			cap={draft.cap}
			isMet={isMet}
			waited={now - since}
			width={width}
			height={height}
			form={
				<Form
					width={width}
					isActive={isActive}
					onFocus={actions.focus}
					items={registrationItems({
						facts,
						cap: draft.cap,
						password,
						isMet,
						onCap(cap) {
							actions.edit({cap});
						},
						onPassword: setPassword,
						onRegister() {
							actions.perform({password});
						},
					})}
				/>
			}
		/>
	);
}
