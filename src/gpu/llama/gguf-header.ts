import {open} from 'node:fs/promises';

/** Far above what real models have: 1.5 thousand tensors, a few hundred fields. */
const most = {tensors: 100_000, fields: 100_000};

/**
Look at how a file begins, before a library reads all of it.

@returns Why it is no GGUF model, as the end of a sentence about it; `undefined` if it may be one.
*/
export async function findHeaderFault(file: string): Promise<string | undefined> {
	let handle;
	try {
		handle = await open(file);
	} catch {
		return 'there is no such file';
	}

	try {
		if (!(await handle.stat()).isFile()) {
			return 'it is no file';
		}

		const {buffer, bytesRead} = await handle.read({buffer: new Uint8Array(24)});
		return bytesRead < buffer.length ? notGguf : findFault(new DataView(buffer.buffer));
	} finally {
		await handle.close();
	}
}

const notGguf = 'it is no GGUF file';

/** The specification is `docs/gguf.md` of the project ggml. */
function findFault(header: DataView): string | undefined {
	if (header.getUint32(0) !== 0x47_47_55_46) {
		return notGguf;
	}

	const version = header.getUint32(4, true);
	if (version !== 2 && version !== 3) {
		return `it is of version \`${version}\` of GGUF, not 2 or 3`;
	}

	const tensors = header.getBigUint64(8, true);
	const fields = header.getBigUint64(16, true);
	return tensors > most.tensors || fields > most.fields
		? `it claims \`${tensors}\` tensors and \`${fields}\` fields`
		: undefined;
}
