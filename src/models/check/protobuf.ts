import {Fault, type Window} from './window.ts';

/** A field of a Protocol Buffers message: https://protobuf.dev/programming-guides/encoding */
export type Field = {
	readonly number: number;
	readonly kind: 'varint' | 'fixed' | 'bytes';
	/** The value of a varint, as if it were unsigned; one above 2⁵³ is rounded. */
	readonly value: number;
	/** Where the content is. */
	readonly start: number;
	readonly end: number;
};

/** The fields that a file may still have. */
export type Budget = {fields: number};

export const notProtobuf = 'it is not an ONNX file';

export type Span = {readonly start: number; readonly end: number};

/**
Call back for each field of a message, without reading the content of those that have a length.

@throws {Fault} If the message is malformed, or has more fields than are allowed. Plain numbers do not count: lists of them may be long.
*/
export function walkFields(
	window: Window,
	{start, end}: Span,
	budget: Budget,
	onField: (field: Field) => void,
): void {
	let position = start;
	while (position < end) {
		const tag = readVarint(window, position, end);
		const number = Math.floor(tag.value / 8);
		if (number === 0) {
			throw new Fault(notProtobuf);
		}

		const field = readContent(window, {number, wire: tag.value % 8, start: tag.end, end});
		if (field.end > end) {
			throw new Fault(notProtobuf);
		}

		budget.fields -= 1;
		if (budget.fields < 0) {
			throw new Fault('it has too many fields');
		}

		onField(field);
		position = field.end;
	}
}

type Encoded = Span & {readonly number: number; readonly wire: number};

function readContent(window: Window, {number, wire, start, end}: Encoded): Field {
	switch (wire) {
		case 0: {
			const {value, end: after} = readVarint(window, start, end);
			return {number, kind: 'varint', value, start, end: after};
		}

		case 1: {
			return {number, kind: 'fixed', value: 0, start, end: start + 8};
		}

		case 2: {
			const {value, end: after} = readVarint(window, start, end);
			return {number, kind: 'bytes', value, start: after, end: after + value};
		}

		case 5: {
			return {number, kind: 'fixed', value: 0, start, end: start + 4};
		}

		default: {
			throw new Fault(notProtobuf);
		}
	}
}

/** Read a varint: seven bits per byte, lowest first; the last byte has its high bit clear. */
function readVarint(window: Window, start: number, end: number) {
	let value = 0;
	let factor = 1;
	const last = Math.min(end, start + longestVarint);
	for (let position = start; position < last; position++) {
		const byte = window.byte(position);
		value += (byte % 128) * factor;
		if (byte < 128) {
			return {value, end: position + 1};
		}

		factor *= 128;
	}

	throw new Fault(notProtobuf);
}

const longestVarint = 10;
