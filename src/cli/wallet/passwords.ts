import type {CommandContext} from '../../support/command.ts';
import {UsageError} from '../../support/errors.ts';
import {type PasswordSource, createPasswordSource} from '../../wallet/password.ts';
import {askSecret, askSecrets} from '../prompt.ts';
import {writeLines} from '../output.ts';
import type {Session} from '../session.ts';

/** Get a command's source of passwords: those supplied in advance, else the operator at the terminal. */
export function passwordsOf(
	{context, output}: Pick<Session, 'context' | 'output'>,
	{fd}: {readonly fd?: number},
): PasswordSource {
	return createPasswordSource({
		env: context.env,
		fd,
		signal: context.signal,
		prompt: context.stdin.isTTY === true ? async request => ask(context, request) : undefined,
		onWarning: output.warn,
	});
}

async function ask(context: CommandContext, {path, isNew, doubt}: Parameters<PasswordSource>[0]) {
	if (!isNew) {
		if (doubt !== undefined) {
			writeLines(context.stderr, [`Note: ${doubt}`]);
		}

		return askSecret(context, `Password of ${path}: `);
	}

	const [password, again] = await askSecrets(context, [
		`New password for ${path}: `,
		'Repeat it: ',
	]);
	if (again !== password) {
		throw new UsageError('The two passwords differ', {fix: 'Nothing was written; try again.'});
	}

	return password;
}

/** Report each quarter of a slow key derivation. */
export function progressOf(report: (line: string) => void): (fraction: number) => void {
	let said = 0;
	return fraction => {
		const quarter = Math.floor(fraction * 4);
		if (!(quarter > said)) {
			return;
		}

		said = quarter;
		report(`Deriving the key from the password: ${quarter * 25} %`);
	};
}
