import {realpathSync} from 'node:fs';
import path from 'node:path';

/**
Resolve the symbolic links in a path, as far as there is something at it: what is to be made there is made behind them too.
*/
export function toRealPath(file: string): string {
	try {
		return realpathSync.native(file);
	} catch {
		const folder = path.dirname(file);
		return folder === file ? file : path.join(toRealPath(folder), path.basename(file));
	}
}
