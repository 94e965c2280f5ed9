import * as v from 'valibot';

export const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
export const numbers = v.custom<Float32Array>(value => value instanceof Float32Array);
export const dims = v.pipe(v.array(count), v.readonly());
export const notes = v.pipe(v.array(v.string()), v.readonly());
