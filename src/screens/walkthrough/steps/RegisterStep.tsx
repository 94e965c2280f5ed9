import {useState} from 'react';
import Form from '../form/Form.tsx';
import {countFormRows} from '../form/form-items.ts';
import type {StepProps} from '../walkthrough-actions.ts';
import {registrationItems} from './registration-form.ts';
import RegisterView from './RegisterView.tsx';

/** Registering: what the UID costs, who would be evicted, and the action that pays. */
export default function RegisterStep({state, actions, now, width, height, isActive}: StepProps) {
	const {draft, facts, steps, work} = state;
	const [password, setPassword] = useState('');
	const [since] = useState(now);
	const [workBefore, setWorkBefore] = useState(work);
	if (work !== workBefore) {
		setWorkBefore(work);
		// Clear the wrong password, so that the next one is not appended to it unseen.
		if (work.kind === 'failed' && work.code === 'wrong-password') {
			setPassword('');
		}
	}

	const isMet = steps.some(({id, isMet: isRegistered}) => id === 'register' && isRegistered);
	const items = registrationItems({
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
		onForward: actions.goForward,
	});
	return (
		<RegisterView
			facts={facts}
			cap={draft.cap}
			isMet={isMet}
			waited={now - since}
			width={width}
			height={height}
			formRows={countFormRows(items, width)}
			form={
				<Form
					items={items}
					width={width}
					isActive={isActive}
					wanted={work.kind === 'failed' ? fieldsAtFault[work.code] : undefined}
					onFocus={actions.focus}
				/>
			}
		/>
	);
}

/** The field to correct, by error code. */
const fieldsAtFault: Readonly<Record<string, string>> = {
	'needs-password': 'password',
	'wrong-password': 'password',
	'price-above-cap': 'cap',
	usage: 'cap',
};
