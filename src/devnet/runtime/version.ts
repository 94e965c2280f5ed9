import {byteArray} from '../scale/bytes.ts';
import {vec} from '../scale/collections.ts';
import {newtype, struct, tuple} from '../scale/composites.ts';
import {text, u32, u8} from '../scale/numbers.ts';
import type {ValueOf} from '../scale/type.ts';

/** Text that Rust borrows or owns; on the wire the same as any other. */
const cowText = newtype(['Cow'], text);
const apis = newtype(['Cow'], vec(tuple(byteArray(8), u32)));

/** The runtime version of a chain. Clients cache metadata by `spec_version`, and sign it. */
export const runtimeVersion = struct(['sp_version', 'RuntimeVersion'], {
	spec_name: cowText,
	impl_name: cowText,
	authoring_version: u32,
	spec_version: u32,
	impl_version: u32,
	apis,
	transaction_version: u32,
	system_version: u8,
});

export type RuntimeVersion = ValueOf<typeof runtimeVersion>;
