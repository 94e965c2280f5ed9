import process from 'node:process';

/** Get the environment for a process that we start: ours, without the passwords that were given to us alone. */
export function environmentForChildren(
	env: Readonly<NodeJS.ProcessEnv> = process.env,
): NodeJS.ProcessEnv {
	return Object.fromEntries(Object.entries(env).filter(([name]) => !name.includes('PASSWORD')));
}
