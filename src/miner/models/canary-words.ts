import type {Canary} from '../../ledger/canaries.ts';
import type {Answered} from '../../tasks/task.ts';

/** Describe why a model did not answer a question, as the end of a sentence about it. */
export function describeRefusal({
	reason,
	cause,
}: Pick<Extract<Answered<unknown>, {readonly ok: false}>, 'reason' | 'cause'>): string {
	return reason === 'deadline'
		? 'did not answer in time'
		: `refused: ${cause instanceof Error ? cause.message : reason}`;
}

/** Describe a share of the queries, from 0 to 1. */
export const describeShare = (share: number): string => `${Math.round(share * 1000) / 10} %`;

/** Describe the difference of two scores. */
export const describeLead = (lead: number): string =>
	`${lead < 0 ? '-' : '+'}${Math.abs(lead).toFixed(3)}`;

/** Describe how a canary ended, and why. */
export const describeEnd = ({model, outcome, reason}: Canary): string =>
	`The trial of ${model} ended: ${words[outcome]}. ${reason!}`;

const words: Readonly<Record<Canary['outcome'], string>> = {
	running: 'undecided',
	promoted: 'it was promoted',
	'rolled-back': 'it was rolled back',
	cancelled: 'it was cancelled',
	'broken-off': 'it was broken off',
};
