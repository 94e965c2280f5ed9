/** Get the first that was given; one that is empty counts as not given. */
export const firstGiven = (...values: ReadonlyArray<string | undefined>): string | undefined =>
	values.find(value => value !== undefined && value !== '');
