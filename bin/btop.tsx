#!/usr/bin/env node
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import type {CommandModule} from '../src/support/command.ts';

declare const btopVersion: string;

/** Commands, and the program's other processes (hidden), each loaded only when it is asked for. */
const commands: Readonly<Record<string, {readonly load: () => Promise<CommandModule>}>> = {};

const [name = 'start', ...argv] = process.argv.slice(2);
const {run} = await commands[name]!.load();
const controller = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
	process.once(signal, () => {
		controller.abort();
	});
}

await run({
	argv,
	env: process.env,
	stdin: process.stdin,
	stdout: process.stdout,
	stderr: process.stderr,
	entry: fileURLToPath(import.meta.url),
	version: btopVersion,
	signal: controller.signal,
});
