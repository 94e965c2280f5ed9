import {realpathSync, statSync} from 'node:fs';
import path from 'node:path';
import {Fault} from './window.ts';

/** The files in which a model keeps data beside itself. */
export type ExternalFiles = {
	/** Get how many bytes a tensor has there, given the entries of its `external_data`. @throws {Fault} If it may not be read. */
	readonly sizeOf: (entries: ReadonlyMap<string, string>) => number;
};

/**
Find the files that a model names, which must be regular files in its own folder: it could otherwise read any file of this user, through `..`, an absolute path or a link.

@see https://onnx.ai/onnx/repo-docs/ExternalData.html
*/
export function createExternalFiles(model: string): ExternalFiles {
	const sizes = new Map<string, number>();
	return {
		sizeOf(entries) {
			const location = entries.get('location');
			if (location === undefined || location === '') {
				throw new Fault('it keeps data in a file without a name');
			}

			const size = sizes.get(location) ?? findSize(path.dirname(model), location);
			sizes.set(location, size);
			const offset = toCount(entries.get('offset') ?? '0');
			const length = toCount(entries.get('length') ?? String(size - offset));
			if (!(offset + length <= size)) {
				throw new Fault(`its data in \`${location}\` end beyond that file`);
			}

			return length;
		},
	};
}

/** Anything but a number becomes `NaN`, which no comparison accepts. */
const toCount = (text: string) => (/^\d{1,16}$/v.test(text) ? Number(text) : NaN);

function findSize(folder: string, location: string): number {
	const isOutside =
		path.isAbsolute(location) ||
		path.win32.isAbsolute(location) ||
		location.split(/[\/\\]/v).includes('..');
	if (isOutside) {
		throw new Fault(`it keeps data in \`${location}\`, outside its folder`);
	}

	const file = path.resolve(folder, location);
	const real = findReal(file);
	if (real === undefined) {
		throw new Fault(`its data are in \`${location}\`, which is missing`);
	}

	if (!real.startsWith(path.join(realpathSync(folder), '/'))) {
		throw new Fault(`it keeps data in \`${location}\`, which is a link to outside its folder`);
	}

	const stats = statSync(real);
	if (!stats.isFile()) {
		throw new Fault(`its data are in \`${location}\`, which is not a file`);
	}

	return stats.size;
}

function findReal(file: string): string | undefined {
	try {
		return realpathSync(file);
	} catch {
		return undefined;
	}
}
