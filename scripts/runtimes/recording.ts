import type {Installation} from '../interop/cache.ts';

const release = 'bittensor-11.3.0';

/** What the tests of Bittensor's own SDK have recorded from a local chain of spec 461, in its source distribution under the MIT license; the result is the folder of its files. */
export const recording: Installation = {
	folder: `recording-${release}`,
	result: 'tests/fixtures',
	commands: [
		[
			'python3',
			'-m',
			'pip',
			'download',
			'--quiet',
			'--no-deps',
			'--no-binary',
			'bittensor',
			'bittensor==11.3.0',
		],
		['tar', '-xzf', `${release}.tar.gz`, '--strip-components', '1', `${release}/tests/fixtures`],
	],
};
