import {Buffer} from 'node:buffer';

/** The prime of the field. */
const p = 2n ** 255n - 19n;
/** Curve constants, from RFC 9496, section 4.1. */
const d =
	37_095_705_934_669_439_343_138_083_508_754_565_189_542_113_879_843_219_016_388_785_533_085_940_283_555n;
const sqrtMinusOne =
	19_681_161_376_707_505_956_807_079_304_988_542_015_446_066_515_923_890_162_744_021_073_123_829_784_752n;
/** The order of the group. */
const order = 2n ** 252n + 27_742_317_777_372_353_535_851_937_790_883_648_493n;

/**
Check whether 32 bytes are a valid encoding of a ristretto255 element.

@see https://www.rfc-editor.org/rfc/rfc9496#section-4.3.1
*/
export function isRistrettoPoint(bytes: Uint8Array): boolean {
	const s = readLittleEndian(bytes);
	if (s >= p || isNegative(s)) {
		return false;
	}

	const ss = modulo(s * s);
	const u1 = modulo(1n - ss);
	const u2 = modulo(1n + ss);
	const u2Squared = modulo(u2 * u2);
	const v = modulo(-(d * modulo(u1 * u1)) - u2Squared);
	const inverseRoot = inverseSquareRoot(modulo(v * u2Squared));
	if (inverseRoot === undefined) {
		return false;
	}

	const x = absolute(modulo(2n * s * modulo(inverseRoot * u2)));
	const y = modulo(u1 * modulo(modulo(inverseRoot * inverseRoot) * modulo(u2 * v)));
	return y !== 0n && !isNegative(modulo(x * y));
}

/** Check whether 32 little-endian bytes are a scalar below the group's order. */
export function isCanonicalScalar(bytes: Uint8Array): boolean {
	return readLittleEndian(bytes) < order;
}

/** Read bytes as one unsigned little-endian number. */
export function readLittleEndian(bytes: Uint8Array): bigint {
	return BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`);
}

/** 1 / √value, or `undefined` if the value has no square root: SQRT_RATIO_M1(1, value) of RFC 9496. */
function inverseSquareRoot(value: bigint): bigint | undefined {
	const cubed = modulo(modulo(value * value) * value);
	const seventh = modulo(modulo(cubed * cubed) * value);
	const root = modulo(cubed * power(seventh, (p - 5n) / 8n));
	const check = modulo(value * modulo(root * root));
	if (check === 1n) {
		return root;
	}

	return check === p - 1n ? modulo(root * sqrtMinusOne) : undefined;
}

function power(base: bigint, exponent: bigint): bigint {
	let result = 1n;
	for (const bit of exponent.toString(2)) {
		result = modulo(result * result);
		if (bit === '1') {
			result = modulo(result * base);
		}
	}

	return result;
}

function modulo(value: bigint): bigint {
	const rest = value % p;
	return rest < 0n ? rest + p : rest;
}

function isNegative(value: bigint): boolean {
	return value % 2n === 1n;
}

function absolute(value: bigint): bigint {
	return isNegative(value) ? p - value : value;
}
