/** How a public endpoint refuses: it answers handshakes with HTTP 429, closes connections with 1008, or answers with errors. */
export const refusalForms = ['handshake', 'close', 'error'] as const;

export type RefusalForm = (typeof refusalForms)[number];

export type Limit = {
	readonly form: RefusalForm;
	/** Requests a second. */
	readonly rate: number;
	/** Requests at once, after a pause. @default 2 */
	readonly burst?: number;
};

/** Create what tells whether another request is allowed; each that is, counts. */
export function createAllowance(
	{rate, burst = 2}: Limit,
	now: () => number = () => performance.now(),
): (requests?: number) => boolean {
	let left = burst;
	let at = now();
	return (requests = 1) => {
		const time = now();
		left = Math.min(burst, left + ((time - at) * rate) / 1000);
		at = time;
		// More at once than ever fit are allowed by a whole burst.
		if (left < Math.min(requests, burst)) {
			return false;
		}

		left -= Math.min(requests, left);
		return true;
	};
}

/** What endpoints say, each in its own words. */
const errors = [
	{code: -32_029, message: 'Too many requests'},
	{code: -32_005, message: 'Limit exceeded'},
	{code: 429, message: 'Your app has exceeded its requests per second capacity'},
	{code: -32_000, message: 'rate limited', data: {retry_after: 1}},
	{code: -32_090, message: 'Too Many Requests, slow down', data: {try_again_in: '1s'}},
] as const;

const reasons = ['Rate limit exceeded', 'Too many requests', ''] as const;

/** The error of the nth refusal. */
export const errorOf = (refusals: number) => errors[refusals % errors.length]!;

/** The reason with which the nth refused connection is closed. */
export const reasonOf = (refusals: number): string => reasons[refusals % reasons.length]!;
