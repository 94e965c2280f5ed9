import * as v from 'valibot';

/** Bytes as hex. */
export const hex = v.pipe(v.string(), v.regex(/^0x(?:[\da-f]{2})*$/iv));

/** Hash of a block. */
export const blockHash = v.pipe(v.string(), v.regex(/^0x[\da-f]{64}$/iv));

/** Nodes use numbers or strings as subscription IDs. */
export const subscriptionId = v.pipe(v.union([v.string(), v.number()]), v.transform(String));
