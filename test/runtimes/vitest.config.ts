import path from 'node:path';
import {defineConfig} from 'vitest/config';

/** These need recordings of real chains: `npm run test:runtimes`. */
export default defineConfig({
	test: {
		root: path.resolve(import.meta.dirname, '../..'),
		include: ['test/runtimes/**/*.runtimes.ts'],
		// These only end what hangs.
		testTimeout: 300_000,
		hookTimeout: 300_000,
		maxWorkers: 2,
		setupFiles: ['test/helpers/set-up.ts'],
		// Where nothing could be recorded, nothing fails.
		passWithNoTests: true,
	},
});
