import {expect, test} from 'vitest';
import {toAddressGroup} from '../../../src/miner/front/address-group.ts';

test.for([
	['192.0.2.1', '192.0.2.1'],
	['::ffff:192.0.2.1', '192.0.2.1'],
	['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
	['2001:db8::1', '2001:db8:0:0'],
	['2001:db8:1:2::', '2001:db8:1:2'],
	['fe80::1%eth0', 'fe80:0:0:0'],
	['::1', '0:0:0:0'],
	['::ffff:10.203.140.250', '10.203.140.250'],
	['::4:5:6:7:8', '0:0:0:4'],
	['2001:db8::3:4:5:6:7', '2001:db8:0:3'],
	['2001::4:5:6:7:8', '2001:0:0:4'],
	['2001:db8:1::', '2001:db8:1:0'],
	['::', '0:0:0:0'],
	['no address', 'no address'],
	['1::ffff:192.0.2.1', '1:0:0:0'],
	[undefined, ''],
] as const)('%s counts as %s', ([address, group]) => {
	expect(toAddressGroup(address)).toBe(group);
});
