import {parseTao} from '../../chain/amount.ts';
import type {RegistrationPlan} from '../../steps/registration.ts';
import type {Facts} from '../../steps/walkthrough/state.ts';
import {UsageError} from '../../support/errors.ts';
import {shortTao} from './amounts.ts';
import type {FormItem} from './form-items.ts';

export type RegistrationFormOptions = {
	readonly facts: Facts;
	/** As it was typed. */
	readonly cap: string;
	readonly password: string;
	/** Whether there is a UID already. */
	readonly isMet: boolean;
	readonly onCap: (cap: string) => void;
	readonly onPassword: (password: string) => void;
	readonly onRegister: () => void;
	readonly onForward: () => void;
};

/** List what is typed before registering, and the choice that pays; once that is done, only the way on. */
export function registrationItems(options: RegistrationFormOptions): readonly FormItem[] {
	const {facts, cap, password, isMet, onCap, onPassword, onRegister, onForward} = options;
	const {plan} = facts;
	if (isMet) {
		return [{kind: 'action', id: 'forward', label: 'Go on to the next step', onPick: onForward}];
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
						placeholder: 'empty for a twentieth above the price',
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
						placeholder: 'of the coldkey; empty if it has none',
						onChange: onPassword,
					},
				]
			: []),
		{
			kind: 'action',
			id: 'register',
			label: plan ? `Register for ${shortTao(plan.amount)} TAO` : 'Register',
			detail: facts.network?.isReal === false ? 'play money' : 'real, and at most the cap',
			disabled: whyNotRegister(facts, cap),
			onPick: onRegister,
		},
	];
}

/** The cap that holds, in rao, or why nothing can be paid by what is typed. */
export type ChosenCap =
	{readonly ok: true; readonly cap: bigint} | {readonly ok: false; readonly why: string};

/** Choose the cap: the one that was typed, else the one that was worked out. */
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
	const {hasColdkey, plan, eviction, problem} = facts;
	if (hasColdkey === false) {
		return 'the coldkey is not on this rig, and that is good: run the command where it is';
	}

	if (plan === undefined) {
		return problem === undefined ? 'the price is being read' : 'the price could not be read';
	}

	const chosen = chooseCap(cap, plan);
	if (!chosen.ok) {
		return chosen.why;
	}

	return eviction?.kind === 'nobody'
		? 'all miners there are immune, so the chain would refuse'
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
