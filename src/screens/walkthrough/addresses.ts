/**
Shorten an address in the middle, for reading rather than copying.

@example
```
shortAddress('5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY', '…');
//=> '5Grwva…KutQY'
```
*/
export function shortAddress(address: string, ellipsis: string): string {
	return address.length <= 14 ? address : `${address.slice(0, 6)}${ellipsis}${address.slice(-5)}`;
}

/** Shorten every address in a sentence. */
export function shortenAddresses(text: string, ellipsis: string): string {
	return text.replaceAll(/\b[1-9A-HJ-NP-Za-km-z]{47,48}\b/gv, address =>
		shortAddress(address, ellipsis),
	);
}
