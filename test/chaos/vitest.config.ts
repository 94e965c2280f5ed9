import path from 'node:path';
import {defineConfig} from 'vitest/config';

/** Rounds in which the chain fails: `npm run test:chaos`. */
export default defineConfig({
	test: {
		root: path.resolve(import.meta.dirname, '../..'),
		include: ['test/chaos/**/*.chaos.ts'],
		// These only end what hangs.
		testTimeout: 300_000,
		hookTimeout: 300_000,
		maxWorkers: 2,
		setupFiles: ['test/helpers/set-up.ts'],
	},
});
