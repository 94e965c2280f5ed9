import path from 'node:path';
import {defineConfig} from 'vitest/config';

/** These run other people's programs: `npm run test:interop`. */
export default defineConfig({
	test: {
		root: path.resolve(import.meta.dirname, '../..'),
		include: ['test/interop/**/*.interop.ts'],
		testTimeout: 300_000,
		hookTimeout: 300_000,
		// The model needs the whole machine.
		fileParallelism: false,
		setupFiles: ['test/helpers/set-up.ts'],
		// Where nothing could be installed, nothing fails.
		passWithNoTests: true,
	},
});
