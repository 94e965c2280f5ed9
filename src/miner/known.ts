/** A value that is not known yet stands as `null` in JSON, where `undefined` would be left out. */
// eslint-disable-next-line @typescript-eslint/no-restricted-types
export type Known<Value> = Value | null;
