/**
Run the tests against other people's programs: `npm run test:interop [-- FILES…]`.

The programs are installed in a cache outside the checkout. What cannot be installed, as on a machine without internet, is skipped, and a line says so.
*/
import process from 'node:process';
import {execa} from 'execa';
import {install} from './cache.ts';
import {chatModel, llamaServer, modelsPython, npmClient, pythonClient, sdk} from './programs.ts';

const programs = [
	['BTOP_INTEROP_PYTHON', pythonClient],
	['BTOP_INTEROP_NPM', npmClient],
	['BTOP_INTEROP_LLAMA', llamaServer],
	['BTOP_INTEROP_MODEL', chatModel],
	['BTOP_INTEROP_MODELS', modelsPython],
	['BTOP_INTEROP_SDK', sdk],
] as const;
const env: Record<string, string> = {};
for (const [name, program] of programs) {
	const found = await install(program);
	if (found.ok) {
		env[name] = found.path;
	} else {
		console.log(`Skipped what needs ${program.folder}: ${found.problem}`);
	}
}

const {failed} = await execa(
	'vitest',
	['run', '--config', 'test/interop/vitest.config.ts', ...process.argv.slice(2)],
	{preferLocal: true, reject: false, stdio: 'inherit', env},
);
process.exitCode = failed ? 1 : 0;
