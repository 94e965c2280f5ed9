/**
A real engine process with a weakness, as native code can have: a row that holds NaN kills it, a row that holds infinity hangs it.
*/
import process from 'node:process';
import {run} from '../../../src/gpu/process/engine-process.ts';
import type {ToEngine} from '../../../src/gpu/process/engine-messages.ts';
import type {CommandContext} from '../../../src/support/command.ts';

process.on('message', (message: ToEngine) => {
	if (message.type !== 'run') {
		return;
	}

	if (message.data.includes(NaN)) {
		process.kill(process.pid, 'SIGKILL');
	}

	while (message.data.includes(Infinity)) {
		// Native code that never returns.
	}
});
await run({signal: new AbortController().signal} as CommandContext);
