/**
Run the tests against other people's programs: `npm run test:interop [-- --build] [FILES…]`.

The programs are installed in a cache outside the checkout. What cannot be installed, as on a machine without internet, is skipped, and a line says so. The server of llama-cpp-python is compiled, in a quarter of an hour, only with `--build`; once it is in the cache, it is used.
*/
import process from 'node:process';
import {execa} from 'execa';
import {findInstalled, type Found, install, type Installation} from './cache.ts';
import {chatModel, llamaServer, modelsPython, npmClient, pythonClient} from './programs.ts';

const words = process.argv.slice(2);
const mayBuild = words.includes('--build');
const llama = mayBuild ? await install(llamaServer) : findInstalled(llamaServer);
const programs: ReadonlyArray<readonly [string, Installation, Found]> = [
	['BTOP_INTEROP_PYTHON', pythonClient, await install(pythonClient)],
	['BTOP_INTEROP_NPM', npmClient, await install(npmClient)],
	['BTOP_INTEROP_LLAMA', llamaServer, llama],
	['BTOP_INTEROP_MODEL', chatModel, await install(chatModel)],
	['BTOP_INTEROP_MODELS', modelsPython, await install(modelsPython)],
];
const env: Record<string, string> = {};
for (const [name, {folder}, found] of programs) {
	if (found.ok) {
		env[name] = found.path;
	} else {
		console.log(`Skipped what needs ${folder}: ${found.problem}`);
	}
}

if (!mayBuild && !llama.ok) {
	console.log('`npm run test:interop -- --build` compiles the server that is missing.');
}

const {failed} = await execa(
	'vitest',
	['run', '--config', 'test/interop/vitest.config.ts', ...words.filter(word => word !== '--build')],
	{preferLocal: true, reject: false, stdio: 'inherit', env},
);
process.exitCode = failed ? 1 : 0;
