/**
Get the mean of a text's token vectors, scaled to length one.

@param row The vectors of all columns, one after the other; only the first `used` are the text's.
*/
export function poolRow(
	row: Float32Array,
	{columns, used}: {readonly columns: number; readonly used: number},
): Float32Array {
	const width = row.length / columns;
	const sums = new Float64Array(width);
	for (let place = 0; place < used * width; place++) {
		sums[place % width]! += row[place]!;
	}

	// The length of the sum is that of the mean, times a factor that cancels out.
	const length = Math.hypot(...sums);
	return Float32Array.from(sums, sum => (length === 0 ? 0 : sum / length));
}
