import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const {version} = JSON.parse(readFileSync(`${root}/package.json`, 'utf8')) as {version: string};

/** Threads and short-lived processes start from a file of their own, which `workerUrl()` finds. */
const workers = {
	'workers/verify-worker': 'src/crypto/verify-worker.ts',
	'workers/argon2-process': 'src/wallet/argon2-process.ts',
};

/**
Bundle an entry, and the workers beside it, split so that a command loads only what it needs.

@param entryPoints Name in `outdir`, without its extension, and source file of each.
@param outdir Absolute, or relative to the project.
*/
export async function bundle(
	entryPoints: Readonly<Record<string, string>>,
	outdir: string,
): Promise<void> {
	await build({
		absWorkingDir: root,
		entryPoints: {...entryPoints, ...workers},
		outdir,
		bundle: true,
		splitting: true,
		format: 'esm',
		platform: 'node',
		target: 'node24.7',
		minifySyntax: true,
		legalComments: 'linked',
		external: ['onnxruntime-node'],
		alias: {
			'@alcalzone/ansi-tokenize': `${root}/scripts/ansi-tokenize.ts`,
			'react-devtools-core': `${root}/scripts/empty.ts`,
			'string-width': `${root}/scripts/string-width.ts`,
			'when-exit': `${root}/scripts/when-exit.ts`,
		},
		define: {
			'process.env.NODE_ENV': '"production"',
			// Packages ask whether this is a browser, and Yoga would have `fetch` read the bytes that it carries: Node.js would load what that needs at each start.
			'globalThis.navigator': 'undefined',
			'WebAssembly.instantiateStreaming': 'undefined',
			btopVersion: JSON.stringify(version),
		},
		// CommonJS dependencies that are bundled still ask for Node's own modules by `require`.
		banner: {
			js: "import {createRequire as $createRequire} from 'node:module';const require=$createRequire(import.meta.url);",
		},
		logLevel: 'warning',
	});
}
