/**
Get how long to wait before the next try, in milliseconds: doubling from 250 to 15,000, up to a quarter shorter by chance so that many clients do not come back at once.
*/
export function backOff(failures: number, random: () => number = Math.random): number {
	const doubled = 2 ** failures;
	const longest = Math.min(250 * doubled, 15_000);
	const share = random() / 4;
	return longest * (1 - share);
}
