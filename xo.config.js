import {createTypeScriptImportResolver} from 'eslint-import-resolver-typescript';
import {rooms} from './rooms.config.js';

/**
Forbid imports that point up, or along a row, of the floor plan in `docs/architecture.md`.
*/
const directions = rooms
	.flatMap((row, height) =>
		row.map(room => ({
			target: `./src/${room}`,
			from: rooms
				.slice(height)
				.flat()
				.filter(other => other !== room)
				.map(other => `./src/${other}`),
			message: 'Imports point down the floor plan, never up or along a row.',
		})),
	)
	.filter(({from}) => from.length > 0);

/** Only those who talk to the operator may reach stored keys; everybody else is handed a `Signer`. */
const keyless = [
	'protocol',
	'tasks',
	'gpu',
	'chain',
	'devnet',
	'models',
	'ledger',
	'miner',
	'arena',
	'monitor',
].map(room => ({
	target: `./src/${room}`,
	from: './src/wallet',
	message: 'Only the operator’s side may reach stored keys; take a `Signer` instead.',
}));

export default [
	{ignores: ['dist', 'models', 'package.json']},
	{
		prettier: true,
		settings: {
			'import-x/resolver-next': [createTypeScriptImportResolver()],
			'import-x/parsers': {'@typescript-eslint/parser': ['.ts', '.tsx']},
		},
		rules: {
			'import-x/no-cycle': 'error',
			'import-x/no-restricted-paths': ['error', {zones: [...directions, ...keyless]}],
			'n/prefer-global/process': 'off',
			'unicorn/filename-case': 'off',
			// A sentence of documentation fits on one line.
			'unicorn/single-line-block-comment-style': 'off',
			'jsdoc/escape-inline-tags': 'off',
			// `override readonly code = 'usage'` reads better than a getter.
			'@typescript-eslint/class-literal-property-style': 'off',
		},
	},
	{
		files: ['src/**'],
		ignores: ['src/ui/**', 'src/screens/**', 'src/app.tsx'],
		rules: {
			'no-restricted-imports': [
				'error',
				{
					paths: ['react', 'ink'].map(name => ({
						name,
						message: 'Only `ui/`, `screens/` and `app.tsx` draw.',
					})),
				},
			],
		},
	},
	{
		files: ['test/**'],
		rules: {'@typescript-eslint/naming-convention': 'off'},
	},
];
