import {isIPv6} from 'node:net';

/**
Get the group of an address. An IPv6 host has 2^64 addresses, so its whole /64 counts as one.

@example
```
toAddressGroup('2001:db8:1:2:3::4');
//=> '2001:db8:1:2'
toAddressGroup('::ffff:192.0.2.1');
//=> '192.0.2.1'
```
*/
export function toAddressGroup(address = ''): string {
	const mapped = /^::ffff:(?<ip>\d+\.\d+\.\d+\.\d+)$/iv.exec(address)?.groups?.ip;
	if (mapped !== undefined || !isIPv6(address)) {
		return mapped ?? address;
	}

	// The system writes at most one `::`, for all the missing zeros.
	const [start = '', end = ''] = address.split('%', 1)[0]!.split('::', 2);
	const first = start.split(':').filter(Boolean);
	const last = end.split(':').filter(Boolean);
	const zeros = address.includes('::') ? 8 - first.length - last.length : 0;
	return [...first, ...Array.from({length: zeros}, () => '0'), ...last].slice(0, 4).join(':');
}
