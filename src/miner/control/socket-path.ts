import {Buffer} from 'node:buffer';
import {createHash} from 'node:crypto';
import os from 'node:os';
import path from 'node:path';

/** The longest path of a Unix socket in bytes, on macOS, which is the strictest. */
const longestPath = 103;

/**
Get the path of a miner's control socket: in its folder or, if that path is too long, in the system's temporary folder under a name derived from it.
*/
export function controlSocketPath(directory: string, name: string): string {
	const inPlace = path.join(directory, `${name}.sock`);
	if (Buffer.byteLength(inPlace) <= longestPath) {
		return inPlace;
	}

	const digest = createHash('sha256').update(inPlace).digest('hex').slice(0, 24);
	return path.join(os.tmpdir(), `btop-${os.userInfo().uid}-${digest}`, 'control.sock');
}
