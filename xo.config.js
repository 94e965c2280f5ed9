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
			// Prettier takes away the parentheses that this rule asks for in `a + b * c`.
			'@stylistic/no-mixed-operators': 'off',
			// Most loops here wait on purpose: each turn stands on the one before.
			'no-await-in-loop': 'off',
			// Rules of taste that cost more words than they save.
			'jsdoc/check-param-names': 'off',
			'jsdoc/require-param': 'off',
			'jsdoc/require-param-description': 'off',
			'unicorn/consistent-boolean-name': 'off',
			'unicorn/no-await-expression-member': 'off',
			'unicorn/no-unreadable-object': 'off',
			'unicorn/max-nested-calls': 'off',
			'unicorn/prefer-minimal-ternary': 'off',
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
		files: ['src/devnet/**'],
		rules: {
			// The chain's names are as they are: `NeuronRegistered`, `burned_register`.
			'@typescript-eslint/naming-convention': 'off',
			// Codecs of `@polkadot-api/substrate-bindings` are functions with a capital letter.
			'new-cap': ['error', {capIsNew: false}],
			// Fixed-point numbers are shifted.
			'no-bitwise': 'off',
		},
	},
	{
		files: ['test/**'],
		rules: {
			'@typescript-eslint/naming-convention': 'off',
			// The rule takes every file below `test/` for one that Node's own test runner would run.
			'node-test/no-import-test-files': 'off',
			// Matchers and parsed replies are `any` by nature.
			'@typescript-eslint/no-unsafe-argument': 'off',
			'@typescript-eslint/no-unsafe-assignment': 'off',
			'@typescript-eslint/no-unsafe-call': 'off',
			'@typescript-eslint/no-unsafe-return': 'off',
			'@typescript-eslint/strict-boolean-expressions': 'off',
			// Fixed-point numbers are made and read by shifting.
			'no-bitwise': 'off',
			'@typescript-eslint/no-unsafe-member-access': 'off',
			'@typescript-eslint/strict-void-return': 'off',
			'no-restricted-properties': [
				'error',
				...['waitUntil', 'waitFor'].map(property => ({
					object: 'vi',
					property,
					message: 'It gives up after a second, which a busy machine takes; use `until()`.',
				})),
			],
		},
	},
];
