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
