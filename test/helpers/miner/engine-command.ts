import process from 'node:process';
import {fileURLToPath} from 'node:url';

const locate = (file: string) => fileURLToPath(new URL(file, import.meta.url));

/** How to start a real engine process from source. */
export const engineCommand: readonly string[] = [
	process.execPath,
	locate('../run-command.ts'),
	locate('../../../src/gpu/process/engine-process.ts'),
];

/** How to start one that some rows kill or hang. */
export const fragileEngineCommand: readonly string[] = [
	process.execPath,
	locate('fragile-engine.ts'),
];
