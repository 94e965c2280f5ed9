import {realpathSync} from 'node:fs';
import path from 'node:path';

/**
Resolve the symbolic links in a path, as far as it exists, since a file created there ends up behind them too.
*/
export function toRealPath(file: string): string {
	try {
		return realpathSync.native(file);
	} catch {
		const folder = path.dirname(file);
		return folder === file ? file : path.join(toRealPath(folder), path.basename(file));
	}
}
