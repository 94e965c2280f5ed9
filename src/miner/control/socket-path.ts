import {Buffer} from 'node:buffer';
import {createHash} from 'node:crypto';
import os from 'node:os';
import path from 'node:path';

/** What the kernels allow for the path of a Unix socket, in bytes; macOS is the strictest. */
const longestPath = 103;

/**
Get where the control socket of a miner lies: in its folder, or, where that path is too long for a socket, under a name made from it in the system's folder for temporary files.
*/
export function controlSocketPath(directory: string, name: string): string {
	const inPlace = path.join(directory, `${name}.sock`);
	if (Buffer.byteLength(inPlace) <= longestPath) {
		return inPlace;
	}

	const digest = createHash('sha256').update(inPlace).digest('hex').slice(0, 24);
	return path.join(os.tmpdir(), `btop-${os.userInfo().uid}-${digest}`, 'control.sock');
}
