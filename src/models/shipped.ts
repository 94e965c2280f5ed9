import path from 'node:path';

/**
Locate the models that come with the package, from the file that the program was started by: `dist/btop.js`, or `bin/btop.tsx` from source. The folder `models/` lies beside `dist/` and `bin/`.
*/
export function shippedModelsDirectory(entry: string): string {
	return path.resolve(path.dirname(entry), '..', 'models');
}
