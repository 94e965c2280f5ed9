import {chmod, writeFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import type {SmiScenario} from './scenarios.ts';

export type InstallSmiOptions = {
	/** Share of the real pace at which it repeats itself. @default 0.01 */
	readonly pace?: number;
};

/**
Write a program `nvidia-smi` into a folder, which answers as a scenario says.

@returns The command that runs it.
*/
export async function installSmi(
	directory: string,
	scenario: SmiScenario,
	{pace = 0.01}: InstallSmiOptions = {},
): Promise<readonly [string]> {
	const program = path.join(directory, 'nvidia-smi');
	const file = path.join(directory, 'scenario.json');
	await writeFile(file, JSON.stringify(scenario));
	const command = [process.execPath, path.join(import.meta.dirname, 'program.ts'), file];
	const quoted = command.map(word => `'${word}'`).join(' ');
	await writeFile(program, `#!/bin/sh\nSMI_PACE=${pace} exec ${quoted} "$@"\n`);
	await chmod(program, 0o700);
	return [program];
}
