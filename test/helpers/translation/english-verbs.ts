import {getForm} from './english-forms.ts';
import {expect, type ReadPhrase} from './esperanto-phrases.ts';

export type Group = {
	readonly verb: string;
	readonly modal: string | undefined;
	readonly tense: 'past' | 'present' | 'future';
	readonly subject: ReadPhrase;
	readonly isNegative: boolean;
	readonly frequency: string | undefined;
};

/** Say a verb in English, as a statement and as a question. */
export function toVerbGroup(group: Group): {
	readonly stated: string;
	readonly asked: {readonly auxiliary: string; readonly followers: string};
} {
	const {auxiliary, rest} = toParts(group);
	const {isNegative, frequency, tense, subject} = group;
	const not = auxiliary === 'can' ? 'cannot' : `${auxiliary} not`;
	const [verb = '', ...more] = rest.split(' ');
	const finite = [conjugate(verb, tense as 'past' | 'present', subject), ...more].join(' ');
	const needsDo = auxiliary === 'do';
	const spelled = needsDo ? conjugate('do', tense as 'past' | 'present', subject) : auxiliary;
	const stated =
		needsDo && !isNegative
			? [frequency, finite]
			: [isNegative ? (needsDo ? `${spelled} not` : not) : spelled, frequency, rest];
	return {
		stated: stated.filter(Boolean).join(' '),
		asked: {auxiliary: spelled, followers: rest},
	};
}

function toParts({verb, modal, tense, subject}: Group): {
	readonly auxiliary: string;
	readonly rest: string;
} {
	if (modal === 'can') {
		return {
			past: {auxiliary: 'could', rest: verb},
			present: {auxiliary: 'can', rest: verb},
			future: {auxiliary: 'will', rest: `be able to ${verb}`},
		}[tense];
	}

	if (modal === 'must') {
		expect(tense === 'present', '`must` in another tense');
		return {auxiliary: 'must', rest: verb};
	}

	const chain = modal === undefined ? verb : `${modal} to ${verb}`;
	if (tense === 'future') {
		return {auxiliary: 'will', rest: chain};
	}

	return chain === 'be'
		? {auxiliary: toBe(subject, tense), rest: ''}
		: {auxiliary: 'do', rest: chain};
}

/** Get a form of `be` by looking it up. */
export function toBe({subject, isPlural}: ReadPhrase, tense: 'past' | 'present'): string {
	const row = {I: ['am', 'was'], you: ['are', 'were']}[subject];
	const [present = '', past = ''] = row ?? (isPlural ? ['are', 'were'] : ['is', 'was']);
	return tense === 'past' ? past : present;
}

/** Get a finite form as it was recorded. */
export function conjugate(verb: string, tense: 'past' | 'present', subject: ReadPhrase): string {
	if (tense === 'past') {
		return verb === 'do' ? 'did' : getForm('past', verb)!;
	}

	if (subject.person !== 3 || subject.isPlural) {
		return verb;
	}

	return verb === 'do' ? 'does' : getForm('thirdPerson', verb)!;
}
