import type {ExternalFiles} from './external-data.ts';
import type {Field, Span} from './protobuf.ts';
import {Fault, type Window} from './window.ts';

/** Calls back for each field of a message. */
export type Fields = (span: Span, onField: (field: Field) => void) => void;

type TensorOptions = {
	readonly eachField: Fields;
	readonly external: ExternalFiles;
};

/**
Check that a `TensorProto` has as much data as its dimensions say.

@throws {Fault} If it has not, or its data are in a file outside the model's folder.
*/
export function checkTensor(
	window: Window,
	span: Span,
	{eachField, external}: TensorOptions,
): void {
	let elements = 1;
	let type = 0;
	let bytes = 0;
	let isRaw = false;
	let isExternal = false;
	const entries = new Map<string, string>();
	eachField(span, field => {
		const length = field.end - field.start;
		switch (field.number) {
			case 1: {
				elements *= multiply(field, window);
				if (!(elements <= mostElements)) {
					throw new Fault(`a tensor in it has dimensions of ${elements} elements`);
				}

				break;
			}

			case 2: {
				type = field.value;
				break;
			}

			// The data, as a list for each kind of numbers, or of strings.
			case 4:
			case 5:
			case 6:
			case 7:
			case 10:
			case 11: {
				// An empty string has a header, and still is an element.
				bytes += length + (field.number === 6 ? 1 : 0);
				break;
			}

			case 9: {
				isRaw = true;
				bytes = length;
				break;
			}

			case 13: {
				isExternal = true;
				readEntry(window, field, {eachField, entries});
				break;
			}

			case 14: {
				isExternal ||= field.value === 1;
				break;
			}

			default:
		}
	});
	const held = isExternal ? external.sizeOf(entries) : bytes;
	const bits = isRaw || isExternal ? (bitsByType.get(type) ?? leastBits) : leastBits;
	if (elements * bits > held * 8) {
		throw new Fault(
			`a tensor in it has dimensions of ${elements} elements, and ${held} bytes of data`,
		);
	}
}

/** Get the product of a field of dimensions, which may hold one or be a packed list. */
function multiply({kind, value, start, end}: Field, window: Window): number {
	if (kind !== 'bytes') {
		return value;
	}

	let product = 1;
	let dimension = 0;
	let factor = 1;
	for (let position = start; position < end; position++) {
		const byte = window.byte(position);
		dimension += (byte % 128) * factor;
		factor *= 128;
		if (!(byte < 128)) {
			continue;
		}

		product *= dimension;
		dimension = 0;
		factor = 1;
	}

	return product;
}

function readEntry(
	window: Window,
	entry: Span,
	{eachField, entries}: {readonly eachField: Fields; readonly entries: Map<string, string>},
) {
	let key = '';
	let value = '';
	eachField(entry, ({number, kind, start, end}) => {
		if (kind === 'bytes' && number === 1) {
			key = window.text(start, end - start);
		} else if (kind === 'bytes' && number === 2) {
			value = window.text(start, end - start);
		}
	});
	entries.set(key, value);
}

/** More than any memory holds; also below where products of doubles are exact. */
const mostElements = 2 ** 42;

/** Of `TensorProto.DataType`, where an element has a fixed size. */
const bitsByType: ReadonlyMap<number, number> = new Map([
	[1, 32],
	[2, 8],
	[3, 8],
	[4, 16],
	[5, 16],
	[6, 32],
	[7, 64],
	[9, 8],
	[10, 16],
	[11, 64],
	[12, 32],
	[13, 64],
	[14, 64],
	[15, 128],
	[16, 16],
]);

/** No type takes less: those of 4 bits lie two in a byte, those of 2 bits four. */
const leastBits = 2;
