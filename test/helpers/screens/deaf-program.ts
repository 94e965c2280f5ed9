/**
Hide what is typed, but read none of it until a file appears, and then exit at once: `node test/helpers/screens/deaf-program.ts FILE`, on a terminal.
*/
import {existsSync} from 'node:fs';
import process from 'node:process';
import {hideInput} from '../../../src/cli/hidden-input.ts';

const pause = new Int32Array(new SharedArrayBuffer(4));
hideInput(process.stdin);
process.stdout.write('hidden\n', () => {
	while (!existsSync(process.argv[2]!)) {
		Atomics.wait(pause, 0, 0, 10);
	}

	// eslint-disable-next-line unicorn/no-process-exit -- Before it reads.
	process.exit();
});
