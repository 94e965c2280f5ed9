import {Buffer} from 'node:buffer';
import {type ChildProcess, fork} from 'node:child_process';
import {once} from 'node:events';
import {BtopError} from '../support/errors.ts';
import {workerUrl} from '../support/processes/worker-url.ts';
import type {Derivation, Derived} from './argon2-process.ts';

export type DerivationCost = {
	/** KiB. */
	readonly memory: number;
	readonly passes: number;
};

export type DeriveKeyOptions = {
	/** Aborts the derivation at once; the promise rejects with the signal's reason. */
	readonly signal?: AbortSignal;
	/**
	Called a few times a second with the progress, from 0 to 1. It is estimated from elapsed time and never falls; 1 comes once, at the end.
	*/
	readonly onProgress?: (fraction: number) => void;
	/** Lowered only in tests: other programs cannot open keyfiles made with another cost. @default libsodium's `SENSITIVE` limits */
	readonly cost?: DerivationCost;
};

const sensitiveCost: DerivationCost = {memory: 524_288, passes: 8};
/** The salt of every Bittensor keyfile. */
const salt = Buffer.from('137183dff15a09bc9c90b5518739e9b1', 'hex');

/**
Derive an encrypted keyfile's key from its password with argon2i, in a separate process. It takes seconds and half a gigabyte by design, so keep what it opens.

@returns 32 bytes, which the caller should wipe.
*/
export async function deriveKey(
	password: string,
	{signal, onProgress, cost = sensitiveCost}: DeriveKeyOptions = {},
): Promise<Uint8Array> {
	signal?.throwIfAborted();
	onProgress?.(0);
	const child = fork(workerUrl('argon2-process', import.meta.url), {
		// The password is sent over the IPC channel only, and the process needs none of our environment.
		env: {},
		execArgv: ['--disable-sigusr1'],
		stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
		serialization: 'advanced',
	});
	const timer = setInterval(reportSince(performance.now(), onProgress), 200);
	const kill = () => {
		child.kill('SIGKILL');
	};

	signal?.addEventListener('abort', kill, {once: true});
	try {
		const key = await ask(child, {password, salt, ...cost});
		clearInterval(timer);
		onProgress?.(1);
		return key;
	} catch (error) {
		signal?.throwIfAborted();
		throw error;
	} finally {
		clearInterval(timer);
		signal?.removeEventListener('abort', kill);
		kill();
	}
}

/** Send the request and wait for the response. The process may be killed, or run out of memory, before it answers. */
async function ask(child: ChildProcess, derivation: Derivation): Promise<Uint8Array> {
	child.send(derivation);
	const [answer] = (await Promise.race([once(child, 'message'), once(child, 'exit')])) as [
		Derived | number | undefined,
	];
	if (typeof answer === 'object' && answer !== null && 'key' in answer) {
		return answer.key;
	}

	throw new BtopError('The key could not be derived from the password', {
		cause: answer,
		fix: 'It needs 512 MiB of free memory for a few seconds; free some and try again.',
	});
}

/** Milliseconds in which the estimate covers half of what is left; a whole derivation takes about twice as long. */
const halfTime = 2000;

function reportSince(start: number, onProgress?: (fraction: number) => void) {
	return () => {
		const left = 0.5 ** ((performance.now() - start) / halfTime);
		onProgress?.(1 - left);
	};
}
