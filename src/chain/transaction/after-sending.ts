import {InterruptedAfterSendingError} from '../errors.ts';

export type AfterSendingOptions = {
	/** Hash of the extrinsic that was sent. */
	readonly hash: string;
	/** What whoever interrupts us should do next. */
	readonly fix: string;
	readonly signal: AbortSignal | undefined;
};

/**
Do what follows upon sending a transaction, so that whoever interrupts it hears that something was sent.

@throws {InterruptedAfterSendingError} If the work fails and the signal is aborted, which also closes clients.
*/
export async function afterSending<Result>(
	work: () => Promise<Result>,
	{hash, fix, signal}: AfterSendingOptions,
): Promise<Result> {
	try {
		return await work();
	} catch (error) {
		throw signal?.aborted === true
			? new InterruptedAfterSendingError(hash, {fix, cause: error})
			: error;
	}
}
