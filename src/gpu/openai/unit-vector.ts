import {ServerFault} from './server-fault.ts';

/**
Scale a vector to unit length.

@throws {ServerFault} If it has no direction.
*/
export function toUnitVector(numbers: readonly number[]): Float32Array {
	const length = Math.sqrt(numbers.reduce((sum, number) => sum + number * number, 0));
	if (!(length > 0 && Number.isFinite(length))) {
		throw new ServerFault('fault', 'sent a vector without a direction');
	}

	return Float32Array.from(numbers, number => number / length);
}
