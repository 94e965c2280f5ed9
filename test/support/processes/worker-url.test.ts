import {expect, test} from 'vitest';
import {workerUrl} from '../../../src/support/processes/worker-url.ts';

test('from source, a worker lies beside the module that asks', () => {
	expect(workerUrl('verify-worker', 'file:///btop/src/crypto/verifier.ts').href).toBe(
		'file:///btop/src/crypto/verify-worker.ts',
	);
});

test('in the bundle, a worker lies in `workers/`', () => {
	expect(workerUrl('verify-worker', 'file:///btop/dist/chunk-ABC.js').href).toBe(
		'file:///btop/dist/workers/verify-worker.js',
	);
});
