import {Buffer} from 'node:buffer';
import {type ChildProcess, fork} from 'node:child_process';
import {once} from 'node:events';
import {BtopError} from '../support/errors.ts';
import {workerUrl} from '../support/worker-url.ts';
import type {Derivation, Derived} from './argon2-process.ts';

export type DerivationCost = {
	/** KiB. */
	readonly memory: number;
	readonly passes: number;
};

export type DeriveKeyOptions = {
	/** Ends the derivation at once; the promise rejects with its reason. */
	readonly signal?: AbortSignal;
	/**
	Called a few times a second with how much is done, from 0 to 1. It is an estimate by time that never falls; 1 comes once, at the end.
	*/
	readonly onProgress?: (fraction: number) => void;
	/** Only tests lower it: other programs could not open what it made. @default libsodium's `SENSITIVE` limits */
	readonly cost?: DerivationCost;
};

const sensitiveCost: DerivationCost = {memory: 524_288, passes: 8};
/** Every Bittensor keyfile is salted with this. */
const salt = Buffer.from('137183dff15a09bc9c90b5518739e9b1', 'hex');

/**
Derive the key of an encrypted keyfile from its password, with argon2i, in a process of its own. It takes seconds and half a gigabyte on purpose, so keep what it opens.

@returns 32 bytes, which the caller should wipe.
*/
export async function deriveKey(
	password: string,
	{signal, onProgress, cost = sensitiveCost}: DeriveKeyOptions = {},
): Promise<Uint8Array> {
	signal?.throwIfAborted();
	onProgress?.(0);
	const child = fork(workerUrl('argon2-process', import.meta.url), {
		// The password comes by the channel alone, and no setting of the parent belongs in there.
		env: {},
		execArgv: [],
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

/** The process may be ended from outside, or run out of memory, before it answers. */
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
		fix: 'It takes 512 MiB of free memory for a few seconds; free some and try again.',
	});
}

/** Half of what is left is done every so many milliseconds; a whole derivation takes about twice as long. */
const halfTime = 2000;

function reportSince(start: number, onProgress?: (fraction: number) => void) {
	return () => {
		const left = 0.5 ** ((performance.now() - start) / halfTime);
		onProgress?.(1 - left);
	};
}
