import path from 'node:path';
import {defineConfig} from 'vitest/config';

/** These run other people's programs: `npm run test:interop`. */
export default defineConfig({
	test: {
		root: path.resolve(import.meta.dirname, '../..'),
		include: ['test/interop/**/*.interop.ts'],
		// These only end what hangs.
		testTimeout: 1_200_000,
		hookTimeout: 1_200_000,
		// The model needs the whole machine.
		fileParallelism: false,
		setupFiles: ['test/helpers/set-up.ts'],
		// Where nothing could be installed, nothing fails.
		passWithNoTests: true,
	},
});
