/** Describe a share of the queries, from 0 to 1. */
export const describeShare = (share: number): string => `${Math.round(share * 1000) / 10} %`;

/** Describe the difference of two scores. */
export const describeLead = (lead: number): string =>
	`${lead < 0 ? '-' : '+'}${Math.abs(lead).toFixed(3)}`;
