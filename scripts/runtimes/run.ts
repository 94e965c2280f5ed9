/**
Run the tests against recorded runtimes of real chains: `npm run test:runtimes [-- FILES…]`.

The recording is installed in a cache outside the checkout. What cannot be had, as on a machine without internet, is skipped, and a line says so.
*/
import process from 'node:process';
import {execa} from 'execa';
import {install} from '../interop/cache.ts';
import {recording} from './recording.ts';

const env: Record<string, string> = {};
const found = await install(recording);
if (found.ok) {
	env.BTOP_RUNTIMES_RECORDING = found.path;
} else {
	console.log(`Skipped what needs ${recording.folder}: ${found.problem}`);
}

const {failed} = await execa(
	'vitest',
	['run', '--config', 'test/runtimes/vitest.config.ts', ...process.argv.slice(2)],
	{preferLocal: true, reject: false, stdio: 'inherit', env},
);
process.exitCode = failed ? 1 : 0;
