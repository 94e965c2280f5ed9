/**
Bundle the program into `dist/`: one entry, split so that a command loads only what it needs.
*/
import {readFileSync, rmSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const {version} = JSON.parse(readFileSync(`${root}/package.json`, 'utf8')) as {version: string};

rmSync(`${root}/dist`, {recursive: true, force: true});

await build({
	absWorkingDir: root,
	entryPoints: {btop: 'bin/btop.tsx'},
	outdir: 'dist',
	bundle: true,
	splitting: true,
	format: 'esm',
	platform: 'node',
	target: 'node24.7',
	minifySyntax: true,
	legalComments: 'linked',
	external: ['onnxruntime-node'],
	alias: {'react-devtools-core': `${root}/scripts/empty.ts`},
	define: {
		'process.env.NODE_ENV': '"production"',
		btopVersion: JSON.stringify(version),
	},
	// CommonJS dependencies that are bundled still ask for Node's own modules by `require`.
	banner: {
		js: "import {createRequire as $createRequire} from 'node:module';const require=$createRequire(import.meta.url);",
	},
	logLevel: 'warning',
});
