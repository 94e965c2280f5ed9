import {defineConfig} from 'vitest/config';
import base from '../../vitest.config.ts';

const {projects: _projects, ...shared} = base.test!;

/** The tests that can detect a mutant: those that run the sources, not `dist/`. */
export default defineConfig({
	test: {
		...shared,
		include: ['test/**/*.test.{ts,tsx}'],
		exclude: ['test/cli/**', 'test/story/**', 'test/lint/**', 'test/package.test.ts'],
		// A mutant that hangs counts as detected; no need to wait as long as an end-to-end test may take.
		testTimeout: 20_000,
		hookTimeout: 20_000,
		// Inherited by threads that a test starts; its processes get it from `setup.ts`.
		execArgv: ['--import', import.meta.resolve('./note-coverage.ts')],
		setupFiles: ['test/helpers/set-up.ts', 'scripts/mutate/setup.ts'],
	},
});
