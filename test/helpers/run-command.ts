/**
Run a command's module from source, as `bin/btop.tsx` does from the bundle: `node test/helpers/run-command.ts FILE [WORDS…]`.
*/
import process from 'node:process';
import {fileURLToPath, pathToFileURL} from 'node:url';
import type {CommandModule} from '../../src/support/command.ts';

const [file = '', ...argv] = process.argv.slice(2);
const controller = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
	process.once(signal, () => {
		controller.abort();
	});
}

const {run} = (await import(pathToFileURL(file).href)) as CommandModule;
await run({
	argv,
	env: process.env,
	stdin: process.stdin,
	stdout: process.stdout,
	stderr: process.stderr,
	entry: fileURLToPath(import.meta.url),
	version: '0.0.0',
	signal: controller.signal,
});
