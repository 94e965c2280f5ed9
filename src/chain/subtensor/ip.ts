import {isIPv4, isIPv6} from 'node:net';

/** An IP address as the chain stores it. */
export type NumericIp = {readonly value: bigint; readonly version: 4 | 6};

/**
Parse an IP address into a number.

@throws {TypeError} If it is not an IP address.

@example
```
parseIp('127.0.0.2');
//=> {value: 2_130_706_434n, version: 4}
```
*/
export function parseIp(ip: string): NumericIp {
	if (isIPv4(ip)) {
		const groups = ip.split('.').map(group => Number(group).toString(16));
		return {value: join(groups, 2), version: 4};
	}

	if (!isIPv6(ip)) {
		throw new TypeError(`\`${ip}\` is not an IP address`);
	}

	// The short form omits one run of zero groups.
	const [head = '', tail = ''] = shorten(ip).split('::', 2);
	const [first, last] = [split(head), split(tail)];
	const zeros = Array.from({length: 8 - first.length - last.length}, () => '0');
	return {value: join([...first, ...zeros, ...last], 4), version: 6};
}

/** Format a number as an IP address. */
export function formatIp({value, version}: NumericIp): string {
	const hex = value.toString(16);
	return version === 4
		? (hex.padStart(8, '0').match(/.{2}/gv) ?? [])
				.map(group => Number.parseInt(group, 16))
				.join('.')
		: shorten((hex.padStart(32, '0').match(/.{4}/gv) ?? []).join(':'));
}

/** Get the canonical short form, which also writes an embedded IPv4 address as groups. */
const shorten = (ip: string) => new URL(`http://[${ip}]`).hostname.slice(1, -1);

const split = (groups: string) => (groups === '' ? [] : groups.split(':'));

const join = (groups: readonly string[], digits: number) =>
	BigInt(`0x${groups.map(group => group.padStart(digits, '0')).join('')}`);
