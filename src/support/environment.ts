import process from 'node:process';

/** Names of passwords: ours and `btcli`'s, and `BT_PW_…`, where the Python wallet keeps that of each keyfile. */
const secretName = /PASSWORD|^BT_PW_/v;

/** Get the environment for a process that we start: ours, without the passwords that were given to us alone. */
export function environmentForChildren(
	env: Readonly<NodeJS.ProcessEnv> = process.env,
): NodeJS.ProcessEnv {
	return Object.fromEntries(Object.entries(env).filter(([name]) => !secretName.test(name)));
}
