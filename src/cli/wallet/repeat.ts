import {Option} from 'commander';
import type {SignedRow} from '../../ledger/signed.ts';
import {SentAlreadyError, describeSent} from '../../payments/repeat.ts';
import type {Session} from '../session.ts';

export type RepeatOptions = {readonly yes?: boolean; readonly again?: boolean};

export const againOption = (): Option =>
	new Option('--again', 'send it even if an identical one was just sent, or was never reported');

/**
Ask before sending, and ask about sending another if the same was sent just now or by a command that did not report it. `--yes` does not answer the latter, since a script that is restarted after being killed gives it too.

@throws {SentAlreadyError} If `--yes` was given, and `--again` was not.
@throws {DeclinedError} If the answer is no.
*/
export async function consentToSend(
	session: Session,
	question: string,
	same: SignedRow | undefined,
	{yes, again}: RepeatOptions,
): Promise<void> {
	if (same === undefined || again === true) {
		await session.consent(question);
		return;
	}

	const now = Date.now();
	if (yes === true) {
		throw new SentAlreadyError(same, now);
	}

	await session.consent(`An identical one was ${describeSent(same, now)}. Send another?`);
}
