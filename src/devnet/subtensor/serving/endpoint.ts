/** A hotkey's announced address. */
export type Endpoint = {
	/** IPv4 in the low 32 bits, or IPv6. */
	readonly ip: bigint;
	readonly port: number;
	/** 4 or 6. */
	readonly ip_type: number;
};

/** Addresses that nobody else can reach: 127.0.0.1 and ::1. 127.0.0.2 is allowed, as on the main chain. */
const localhost = {4: 0x7f_00_00_01n, 6: 1n} as const;

/** 255.255.255.255, and its IPv6 equivalent. */
const highest = {4: 0xff_ff_ff_ffn, 6: BigInt.asUintN(128, -1n)} as const;

export const isFamily = (type: number): type is 4 | 6 => type === 4 || type === 6;

/**
Whether the chain accepts an address. 0 is accepted: it means that nothing is served.

@example
```
isAddress({ip: 0x7f_00_00_01n, ip_type: 4});
//=> false
```
*/
export function isAddress({ip, ip_type: type}: Pick<Endpoint, 'ip' | 'ip_type'>): boolean {
	return isFamily(type) && ip !== localhost[type] && ip < highest[type];
}
