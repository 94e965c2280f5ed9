/**
Run the tests against recorded runtimes of Bittensor’s chains: `npm run test:runtimes [-- [--metadata FOLDER] FILES…]`.

What the SDK has recorded from spec 461 is installed in a cache outside the checkout. A folder of metadata, one `.scale` file for a runtime, is given by `--metadata` or `BTOP_METADATA`. What cannot be had is skipped, and a line says so.
*/
import path from 'node:path';
import process from 'node:process';
import {parseArgs} from 'node:util';
import {execa} from 'execa';
import {install} from '../interop/cache.ts';
import {recording} from './recording.ts';

const {values, positionals} = parseArgs({
	options: {metadata: {type: 'string'}},
	allowPositionals: true,
});
const metadata = values.metadata ?? process.env.BTOP_METADATA ?? '';
const env: Record<string, string> = {};
const found = await install(recording);
if (found.ok) {
	env.BTOP_RUNTIMES_RECORDING = found.path;
} else {
	console.log(`Skipped what needs ${recording.folder}: ${found.problem}`);
}

if (metadata === '') {
	console.log(
		'Skipped the main chain’s runtimes: no folder of metadata is given by `--metadata` or `BTOP_METADATA`',
	);
} else {
	env.BTOP_METADATA = path.resolve(metadata);
}

const {failed} = await execa(
	'vitest',
	['run', '--config', 'test/runtimes/vitest.config.ts', ...positionals],
	{preferLocal: true, reject: false, stdio: 'inherit', env},
);
process.exitCode = failed ? 1 : 0;
