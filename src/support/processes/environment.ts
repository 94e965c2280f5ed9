import process from 'node:process';

/** Names of password variables: ours, `btcli`'s, and `BT_PW_…`, one per keyfile, from the Python wallet. */
const secretName = /PASSWORD|^BT_PW_/v;

/** Get the environment for a child process: ours, without the passwords. */
export function environmentForChildren(
	env: Readonly<NodeJS.ProcessEnv> = process.env,
): NodeJS.ProcessEnv {
	return Object.fromEntries(Object.entries(env).filter(([name]) => !secretName.test(name)));
}
