import path from 'node:path';

/**
Locate the models shipped with the package, given the program's entry file: `dist/btop.js`, or `bin/btop.tsx` from source. The folder `models/` is next to `dist/` and `bin/`.
*/
export function shippedModelsDirectory(entry: string): string {
	return path.resolve(path.dirname(entry), '..', 'models');
}
