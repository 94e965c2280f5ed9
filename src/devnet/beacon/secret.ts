import path from 'node:path';
import {createBeaconSecret} from '../../crypto/beacon.ts';
import {writeFileAtomic} from '../../support/files/atomic-file.ts';
import {readRegularFile} from '../../support/files/regular-file.ts';

/** The file name of the beacon's secret in the devnet's state folder. */
export const secretName = 'beacon.key';

/**
Get the secret of the devnet's beacon, 32 bytes: the one in the state folder, or a new one, stored there with mode 0600. Without a folder it lives as long as the process.
*/
export async function openBeaconSecret(directory?: string): Promise<Uint8Array> {
	if (directory === undefined) {
		return createBeaconSecret();
	}

	const file = path.join(directory, secretName);
	try {
		return await readRegularFile(file);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
			throw error;
		}
	}

	const secret = createBeaconSecret();
	await writeFileAtomic(file, secret);
	return secret;
}
