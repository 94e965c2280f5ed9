import type {CommandContext} from '../../support/command.ts';
import {UsageError} from '../../support/errors.ts';
import {type PasswordSource, createPasswordSource} from '../../wallet/password.ts';
import {askSecret} from '../prompt.ts';

/** Where a command gets passwords from: what was given beforehand, else the operator at the terminal. */
export function passwordsOf(context: CommandContext, {fd}: {readonly fd?: number}): PasswordSource {
	return createPasswordSource({
		env: context.env,
		fd,
		prompt: context.stdin.isTTY === true ? async request => ask(context, request) : undefined,
		onWarning(message) {
			context.stderr.write(`${message}\n`);
		},
	});
}

async function ask(context: CommandContext, {path, isNew}: Parameters<PasswordSource>[0]) {
	const password = await askSecret(
		context,
		isNew ? `New password for ${path}: ` : `Password of ${path}: `,
	);
	if (isNew && (await askSecret(context, 'The same again: ')) !== password) {
		throw new UsageError('The two passwords differ', {fix: 'Nothing was written; try again.'});
	}

	return password;
}
