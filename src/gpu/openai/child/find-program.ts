import {constants} from 'node:fs';
import {access, stat} from 'node:fs/promises';
import path from 'node:path';

export type FindProgramOptions = {
	/** The folder that it is to run in. @default ours */
	readonly cwd?: string;
	/** The environment that it is to get. */
	readonly env: Readonly<NodeJS.ProcessEnv>;
};

/**
Find out why a server's program would not start, as the end of a sentence about the server; `undefined` if it is there.
*/
export async function findLackOfProgram(
	program: string,
	{cwd = '.', env}: FindProgramOptions,
): Promise<string | undefined> {
	if (!(await stat(cwd).catch(() => undefined))?.isDirectory()) {
		return `could not be started: there is no folder \`${cwd}\`; make it, or name another in \`cwd\``;
	}

	const hasFolder = program.includes('/');
	const folders = hasFolder ? ['.'] : (env.PATH ?? '/usr/bin:/bin').split(path.delimiter);
	const files = folders.map(folder => path.resolve(cwd, folder, program));
	const found = await Promise.all(files.map(async file => look(file)));
	if (found.includes('executable')) {
		return undefined;
	}

	const at = found.indexOf('file');
	if (at !== -1) {
		return `could not be started: \`${files[at]}\` is not executable; \`chmod +x\` makes it so`;
	}

	return hasFolder
		? `could not be started: there is no program \`${files[0]}\`; install it, or name another in \`command\``
		: `could not be started: the program \`${program}\` was not found on the PATH; install it, or give its whole path in \`command\``;
}

async function look(file: string): Promise<'executable' | 'file' | undefined> {
	try {
		if (!(await stat(file)).isFile()) {
			return undefined;
		}

		await access(file, constants.X_OK);
		return 'executable';
	} catch (error) {
		return (error as NodeJS.ErrnoException).syscall === 'access' ? 'file' : undefined;
	}
}
