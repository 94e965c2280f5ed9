import {parseTao} from '../../../chain/amount.ts';
import type {RegistrationPlan} from '../../../payments/registration.ts';
import type {Facts} from '../../../onboarding/walkthrough/state.ts';
import {UsageError} from '../../../support/errors.ts';
import type {FormItem} from '../form/form-items.ts';
import {shortTao} from './amounts.ts';

export type RegistrationFormOptions = {
	readonly facts: Facts;
	/** As typed. */
	readonly cap: string;
	readonly password: string;
	/** Whether the hotkey already has a UID. */
	readonly isMet: boolean;
	readonly onCap: (cap: string) => void;
	readonly onPassword: (password: string) => void;
	readonly onRegister: () => void;
	readonly onForward: () => void;
};

/** List the fields for registering, and the action that pays; once registered, only the way on. */
export function registrationItems(options: RegistrationFormOptions): readonly FormItem[] {
	const {facts, cap, password, isMet, onCap, onPassword, onRegister, onForward} = options;
	const {plan} = facts;
	if (isMet) {
		return [{kind: 'action', id: 'forward', label: 'Go to the next step', onPick: onForward}];
	}

	const isPaidHere = facts.hasColdkey !== false;
	return [
		...(isPaidHere
			? [
					{
						kind: 'field' as const,
						id: 'cap',
						label: 'Cap, TAO',
						value: cap,
						placeholder: 'default: 5 % above the price',
						onChange: onCap,
					},
				]
			: []),
		...(isPaidHere && facts.isOpen !== true
			? [
					{
						kind: 'field' as const,
						id: 'password',
						label: 'Password',
						value: password,
						isSecret: true,
						placeholder: "the coldkey's; empty if it has none",
						onChange: onPassword,
					},
				]
			: []),
		{
			kind: 'action',
			id: 'register',
			label: plan ? `Register for ${shortTao(plan.amount)} TAO` : 'Register',
			detail: facts.network?.isReal === false ? 'play money' : 'real TAO, at most the cap',
			disabled: whyNotRegister(facts, cap),
			onPick: onRegister,
		},
	];
}

/** The effective cap, in rao, or why the input allows no payment. */
export type ChosenCap =
	{readonly ok: true; readonly cap: bigint} | {readonly ok: false; readonly why: string};

/** Choose the cap: the typed one, else the computed one. */
export function chooseCap(typed: string, {cap, amount}: RegistrationPlan): ChosenCap {
	const chosen = typed.trim() === '' ? cap : readCap(typed);
	if (chosen === undefined) {
		return {ok: false, why: 'the cap is not an amount of TAO'};
	}

	return chosen < amount
		? {ok: false, why: 'the price is above your cap'}
		: {ok: true, cap: chosen};
}

function whyNotRegister(facts: Facts, cap: string): string | undefined {
	const {hasColdkey, plan, eviction, problem, prospect} = facts;
	if (prospect?.can === 'watch') {
		return 'btop could only watch it: choose another subnet';
	}

	if (hasColdkey === false) {
		return 'the coldkey is not on this rig (good): run the command where it is';
	}

	if (plan === undefined) {
		return problem === undefined ? 'loading the price' : 'the price is unavailable';
	}

	const chosen = chooseCap(cap, plan);
	if (!chosen.ok) {
		return chosen.why;
	}

	return eviction?.kind === 'nobody'
		? 'all its miners are immune, so the chain would refuse'
		: undefined;
}

function readCap(text: string): bigint | undefined {
	try {
		return parseTao(text);
	} catch (error) {
		if (error instanceof UsageError) {
			return undefined;
		}

		throw error;
	}
}
