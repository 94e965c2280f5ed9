import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {createBeaconSecret} from '../../crypto/beacon.ts';
import {writeFileAtomic} from '../../support/atomic-file.ts';

/** The name of the beacon's secret in a folder of the devnet's state. */
export const secretName = 'beacon.key';

/**
Get the secret of the devnet's beacon, 32 bytes: the one in the folder of its state, or a new one, which is put there with mode 0600. Without a folder it lives as long as the process.
*/
export async function openBeaconSecret(directory?: string): Promise<Uint8Array> {
	if (directory === undefined) {
		return createBeaconSecret();
	}

	const file = path.join(directory, secretName);
	try {
		return await readFile(file);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
			throw error;
		}
	}

	const secret = createBeaconSecret();
	await writeFileAtomic(file, secret);
	return secret;
}
