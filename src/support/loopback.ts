import {isIPv4} from 'node:net';

/**
Check whether a host is this machine by its very name: `localhost`, an address of 127.0.0.0/8, or `::1`, which a URL writes in brackets. A name that only begins like such an address may lead anywhere.

@example
```
isLoopback(new URL('http://127.0.0.1:8000').hostname);
//=> true
isLoopback('127.example.com');
//=> false
```
*/
export const isLoopback = (host: string): boolean =>
	['localhost', '::1', '[::1]'].includes(host) || (isIPv4(host) && host.startsWith('127.'));
