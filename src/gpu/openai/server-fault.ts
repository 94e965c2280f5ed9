/**
What is wrong, for whoever decides what to do next.

- `unreachable`: nothing was sent.
- `fault`: it failed, or said what makes no sense.
- `slow`: it is at work, but another server may be in time.
- `busy`: it asks to be spared for a while.
- `misconfigured`: it will not work until somebody changes something, such as the key.
- `missing`: what was asked for is not there, an endpoint or the model.
- `unsupported`, `too-long`: it cannot do this work, and is fine.
*/
export type FaultKind =
	| 'unreachable'
	| 'fault'
	| 'slow'
	| 'busy'
	| 'misconfigured'
	| 'missing'
	| 'unsupported'
	| 'too-long';

/** Thrown within this folder when a server does not do its work. */
export class ServerFault extends Error {
	override name = 'ServerFault';
	readonly kind: FaultKind;
	/** What is wrong, as the end of a sentence about the server. */
	readonly problem: string;
	/** How long it asks to be spared, in milliseconds. */
	readonly retryAfter: number | undefined;

	constructor(
		kind: FaultKind,
		problem: string,
		{retryAfter, ...options}: ErrorOptions & {readonly retryAfter?: number} = {},
	) {
		super(`The server ${problem}`, options);
		this.kind = kind;
		this.problem = problem;
		this.retryAfter = retryAfter;
	}
}
