/**
The process of `deriveKey()`: it receives a password, answers with the key, and exits.

It is a process rather than a thread because a running derivation cannot be interrupted: a thread would delay the program's exit by seconds.
*/
import {Buffer} from 'node:buffer';
import {argon2Sync} from 'node:crypto';
import process from 'node:process';

/** The request to the process. */
export type Derivation = {
	readonly password: string;
	/** 16 bytes. */
	readonly salt: Uint8Array;
	/** KiB. */
	readonly memory: number;
	readonly passes: number;
};

/** Its response: 32 bytes, or an error. */
export type Derived = {readonly key: Uint8Array} | {readonly error: string};

// The terminal sends Ctrl-C to the whole process group; only the parent decides when this process ends, and kills it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
	process.on(signal, () => undefined);
}

process.once('message', (derivation: Derivation) => {
	process.send!(derive(derivation), () => {
		process.disconnect();
	});
});

function derive({password, salt, memory, passes}: Derivation): Derived {
	try {
		const key = argon2Sync('argon2i', {
			message: Buffer.from(password),
			nonce: salt,
			parallelism: 1,
			tagLength: 32,
			memory,
			passes,
		});
		return {key: new Uint8Array(key)};
	} catch (error) {
		return {error: (error as Error).message};
	}
}
