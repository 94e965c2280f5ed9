import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {type Metafile, build} from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const {version} = JSON.parse(readFileSync(`${root}/package.json`, 'utf8')) as {version: string};

/** Threads and short-lived processes have their own entry files, which `workerUrl()` finds. */
const workers = {
	'workers/verify-worker': 'src/crypto/verify-worker.ts',
	'workers/lifeline-worker': 'src/gpu/process/lifeline-worker.ts',
	'workers/argon2-process': 'src/wallet/argon2-process.ts',
};

/**
Bundle an entry and the workers next to it, split so that each command loads only what it needs.

@param entryPoints Maps each name in `outdir`, without extension, to its source file.
@param outdir Absolute, or relative to the project.
@returns The metafile: what went into the bundle.
*/
export async function bundle(
	entryPoints: Readonly<Record<string, string>>,
	outdir: string,
): Promise<Metafile> {
	const {metafile} = await build({
		metafile: true,
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
		external: ['onnxruntime-node', 'node-llama-cpp'],
		alias: {
			'@alcalzone/ansi-tokenize': `${root}/scripts/ansi-tokenize.ts`,
			'react-devtools-core': `${root}/scripts/empty.ts`,
			'string-width': `${root}/scripts/string-width.ts`,
			'when-exit': `${root}/scripts/when-exit.ts`,
		},
		define: {
			'process.env.NODE_ENV': '"production"',
			// Packages use `navigator` to detect a browser. With `instantiateStreaming`, Yoga would read its embedded bytes through `fetch`, which Node.js would then load at every start.
			'globalThis.navigator': 'undefined',
			'WebAssembly.instantiateStreaming': 'undefined',
			btopVersion: JSON.stringify(version),
		},
		// Bundled CommonJS dependencies still call `require` for Node.js built-ins.
		banner: {
			js: "import {createRequire as $createRequire} from 'node:module';const require=$createRequire(import.meta.url);",
		},
		logLevel: 'warning',
	});
	return metafile;
}
