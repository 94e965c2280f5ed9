/**
Concatenate rows of equal length. A single one is returned as it is.
*/
export function concatRows(rows: readonly Float32Array[]): Float32Array {
	if (rows.length === 1) {
		return rows[0]!;
	}

	const length = rows[0]?.length ?? 0;
	const data = new Float32Array(rows.length * length);
	for (const [index, row] of rows.entries()) {
		data.set(row, index * length);
	}

	return data;
}

/**
Split concatenated rows, without copying.
*/
export function splitRows(data: Float32Array, rows: number): Float32Array[] {
	const length = data.length / rows;
	return Array.from({length: rows}, (_, row) => data.subarray(row * length, (row + 1) * length));
}
